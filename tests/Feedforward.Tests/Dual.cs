namespace Feedforward.Tests;

/// <summary>v + s·ε with ε² = 0: a formula computed with such numbers computes its derivative beside its value (Clifford 1873).</summary>
internal readonly record struct Dual(double Value, double Slope) : IReal<Dual>
{
    public static Dual Zero => default;

    public static Dual One => new(1, 0);

    public static Dual Constant(double value) => new(value, 0);

    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Slope + b.Slope);

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Slope - b.Slope);

    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, (a.Slope * b.Value) + (a.Value * b.Slope));

    public static Dual operator /(Dual a, Dual b) =>
        new(a.Value / b.Value, ((a.Slope * b.Value) - (a.Value * b.Slope)) / (b.Value * b.Value));

    public static Dual operator -(Dual a) => new(-a.Value, -a.Slope);

    public static Dual FusedMultiplyAdd(Dual a, Dual b, Dual c) => (a * b) + c;

    public static Dual Max(Dual a, Dual b) => a.Value > b.Value ? a : b;

    public static Dual Min(Dual a, Dual b) => a.Value < b.Value ? a : b;

    public static Dual Abs(Dual a) => a.Value < 0 ? -a : a;

    public static Dual Sqrt(Dual a) => Chain(a, Math.Sqrt(a.Value), 0.5 / Math.Sqrt(a.Value));

    public static Dual WherePositive(Dual condition, Dual positive, Dual otherwise) => condition.Value > 0 ? positive : otherwise;

    public static Dual Exp(Dual a) => Chain(a, Math.Exp(a.Value), Math.Exp(a.Value));

    public static Dual ExpM1(Dual a) => Chain(a, Real64.ExpM1(new(a.Value)).Value, Math.Exp(a.Value));

    public static Dual Log(Dual a) => Chain(a, Math.Log(a.Value), 1 / a.Value);

    public static Dual LogP1(Dual a) => Chain(a, Real64.LogP1(new(a.Value)).Value, 1 / (1 + a.Value));

    public static Dual Tanh(Dual a) => Chain(a, Math.Tanh(a.Value), 1 / (Math.Cosh(a.Value) * Math.Cosh(a.Value)));

    public static Dual Erf(Dual a) => Chain(a, Real64.Erf(new(a.Value)).Value, 2 / Math.Sqrt(Math.PI) * Math.Exp(-a.Value * a.Value));

    private static Dual Chain(Dual a, double value, double slope) => new(value, slope * a.Slope);
}
