using System.Runtime.CompilerServices;

namespace Feedforward.Losses;

/// <summary>ℓ = eᶠ − yf for counts y, whose rate is eᶠ; log y! is left out. ∂ℓ/∂f = eᶠ − y. Nelder and Wedderburn, J. R. Stat. Soc. A 135, 1972.</summary>
public readonly struct PoissonLikelihood : IElementLoss
{
    /// <inheritdoc/>
    public static string Name => "poisson";

    /// <inheritdoc/>
    public static string Likelihood => "Poisson with rate eᶠ (up to log y!)";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value<T>(T f, T y)
        where T : struct, IReal<T> => T.Exp(f) - (y * f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Slope<T>(T f, T y)
        where T : struct, IReal<T> => T.Exp(f) - y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Mean<T>(T f)
        where T : struct, IReal<T> => T.Exp(f);

    /// <inheritdoc/>
    public string? Refuses(double y) => y >= 0 ? null : "the Poisson likelihood needs counts, 0 or more";
}
