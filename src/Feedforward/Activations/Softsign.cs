using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>σ(a) = a/(1 + |a|), σ′ = (1 − |h|)². Bergstra, Desjardins, Lamblin, Bengio, "Quadratic polynomials learn better image features", 2009.</summary>
public readonly struct Softsign : IActivation
{
    /// <inheritdoc/>
    public static string Name => "softsign";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => a / (T.One + T.Abs(a));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T>
    {
        var rest = T.One - T.Abs(h);
        return rest * rest;
    }
}
