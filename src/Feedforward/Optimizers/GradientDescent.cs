using System.Runtime.CompilerServices;

namespace Feedforward.Optimizers;

/// <summary>Gradient descent: θ ← θ − α∇R(θ) (Cauchy 1847). With minibatches it is stochastic gradient descent (Robbins and Monro 1951).</summary>
public readonly record struct GradientDescent : IUpdateRule<GradientDescent>
{
    /// <inheritdoc/>
    public static string Name => "sgd";

    /// <inheritdoc/>
    public static int Memory => 0;

    /// <inheritdoc/>
    public static double DefaultLearningRate => 0.1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Step<T>(T θ, T g, T rate, ref T m, ref T v)
        where T : struct, IReal<T> => T.FusedMultiplyAdd(-rate, g, θ);
}
