using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>σ(a) = a·tanh(softplus(a)) = a·t, σ′ = t + a(1 − t²)·sigmoid(a). Misra, BMVC 2020.</summary>
public readonly struct Mish : IActivation
{
    /// <inheritdoc/>
    public static string Name => "mish";

    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => a * T.Tanh(Softplus.Value(a));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T>
    {
        var t = T.Tanh(Softplus.Value(a));
        return T.FusedMultiplyAdd(a * T.FusedMultiplyAdd(-t, t, T.One), Sigmoid.Value(a), t);
    }
}
