namespace Feedforward;

/// <summary>
/// The number a formula is written over. A scalar (<see cref="Real32"/>, <see cref="Real64"/>) and a vector of many
/// scalars implement it, so the text of a formula serves the step-by-step trace, the fast kernel and the
/// double-precision check alike.
/// </summary>
/// <remarks>
/// For 32-bit numbers every operation has one result on every processor: arithmetic is exactly rounded, and the
/// elementary functions are fixed sequences of exactly rounded operations.
/// </remarks>
/// <typeparam name="T">The implementing type.</typeparam>
public interface IReal<T>
    where T : struct, IReal<T>
{
    /// <summary>0.</summary>
    static abstract T Zero { get; }

    /// <summary>1.</summary>
    static abstract T One { get; }

    /// <summary>A constant, rounded to the precision of the type.</summary>
    /// <param name="value">The constant.</param>
    static abstract T Constant(double value);

    /// <summary>a + b.</summary>
    static abstract T operator +(T a, T b);

    /// <summary>a − b.</summary>
    static abstract T operator -(T a, T b);

    /// <summary>a · b.</summary>
    static abstract T operator *(T a, T b);

    /// <summary>a / b.</summary>
    static abstract T operator /(T a, T b);

    /// <summary>−a.</summary>
    static abstract T operator -(T a);

    /// <summary>a · b + c, rounded once.</summary>
    static abstract T FusedMultiplyAdd(T a, T b, T c);

    /// <summary>a where a &gt; b, else b; so a NaN in <paramref name="b"/> is kept.</summary>
    static abstract T Max(T a, T b);

    /// <summary>a where a &lt; b, else b; so a NaN in <paramref name="b"/> is kept.</summary>
    static abstract T Min(T a, T b);

    /// <summary>|a|.</summary>
    static abstract T Abs(T a);

    /// <summary>√a.</summary>
    static abstract T Sqrt(T a);

    /// <summary><paramref name="positive"/> where <paramref name="condition"/> &gt; 0, else <paramref name="otherwise"/>.</summary>
    static abstract T WherePositive(T condition, T positive, T otherwise);

    /// <summary>eᵃ.</summary>
    static abstract T Exp(T a);

    /// <summary>eᵃ − 1, accurate near 0.</summary>
    static abstract T ExpM1(T a);

    /// <summary>The natural logarithm; NaN below 0, −∞ at 0.</summary>
    static abstract T Log(T a);

    /// <summary>log(1 + a), accurate near 0.</summary>
    static abstract T LogP1(T a);

    /// <summary>The hyperbolic tangent.</summary>
    static abstract T Tanh(T a);

    /// <summary>The error function 2/√π ∫₀ᵃ e^(−t²) dt.</summary>
    static abstract T Erf(T a);
}
