using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>Scaled exponential linear unit: σ(a) = λa for a > 0, else λα(eᵃ − 1); σ′ = λ, else h + λα. Klambauer et al., NeurIPS 2017, λ and α from their equation 14.</summary>
public readonly struct Selu : IActivation
{
    private const double Scale = 1.0507009873554804934193349852946;
    private const double Alpha = 1.6732632423543772848170429916717;

    /// <inheritdoc/>
    public static string Name => "selu";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => T.WherePositive(a, T.Constant(Scale) * a, T.Constant(Scale * Alpha) * T.ExpM1(a));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T> => T.WherePositive(h, T.Constant(Scale), h + T.Constant(Scale * Alpha));
}
