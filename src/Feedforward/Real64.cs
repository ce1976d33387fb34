using Feedforward.Kernels;

namespace Feedforward;

/// <summary>
/// One 64-bit number as an <see cref="IReal{T}"/>: what checks compute in. Its elementary functions are the
/// platform's, so its last bits may differ between machines; training never uses it.
/// </summary>
/// <param name="Value">The number.</param>
public readonly record struct Real64(double Value) : IReal<Real64>
{
    /// <inheritdoc/>
    public static Real64 Zero => default;

    /// <inheritdoc/>
    public static Real64 One => new(1d);

    /// <inheritdoc/>
    public static Real64 Constant(double value) => new(value);

    /// <inheritdoc/>
    public static Real64 operator +(Real64 a, Real64 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    public static Real64 operator -(Real64 a, Real64 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    public static Real64 operator *(Real64 a, Real64 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    public static Real64 operator /(Real64 a, Real64 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    public static Real64 operator -(Real64 a) => new(-a.Value);

    /// <inheritdoc/>
    public static Real64 FusedMultiplyAdd(Real64 a, Real64 b, Real64 c) =>
        new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    public static Real64 Max(Real64 a, Real64 b) => a.Value > b.Value ? a : b;

    /// <inheritdoc/>
    public static Real64 Min(Real64 a, Real64 b) => a.Value < b.Value ? a : b;

    /// <inheritdoc/>
    public static Real64 Abs(Real64 a) => new(Math.Abs(a.Value));

    /// <inheritdoc/>
    public static Real64 Sqrt(Real64 a) => new(Math.Sqrt(a.Value));

    /// <inheritdoc/>
    public static Real64 WherePositive(Real64 condition, Real64 positive, Real64 otherwise) =>
        condition.Value > 0 ? positive : otherwise;

    /// <inheritdoc/>
    public static Real64 Exp(Real64 a) => new(Math.Exp(a.Value));

    /// <summary>eᵃ − 1 by Kahan's correction (Higham, Accuracy and Stability of Numerical Algorithms, 1.14.1).</summary>
    public static Real64 ExpM1(Real64 a)
    {
        var u = Math.Exp(a.Value);
        return u == 1 ? a : double.IsInfinity(u) ? new(u) : u - 1 == -1 ? new(-1) : new((u - 1) * a.Value / Math.Log(u));
    }

    /// <inheritdoc/>
    public static Real64 Log(Real64 a) => new(Math.Log(a.Value));

    /// <summary>log(1 + a) by Kahan's correction (Goldberg 1991, theorem 4).</summary>
    public static Real64 LogP1(Real64 a)
    {
        var u = 1 + a.Value;
        return u == 1 ? a : double.IsPositiveInfinity(u) ? a : new(Math.Log(u) * a.Value / (u - 1));
    }

    /// <inheritdoc/>
    public static Real64 Tanh(Real64 a) => new(Math.Tanh(a.Value));

    /// <inheritdoc/>
    public static Real64 Erf(Real64 a) => new(ErrorFunction.Of(a.Value));
}
