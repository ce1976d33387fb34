namespace Feedforward.Tests.Kernels;

/// <summary>A function of one number that can be computed in any lane.</summary>
internal interface IUnary
{
    static abstract T Of<T>(T a)
        where T : struct, IReal<T>;
}

internal readonly struct ExpOf : IUnary
{
    public static T Of<T>(T a)
        where T : struct, IReal<T> => T.Exp(a);
}

internal readonly struct ExpM1Of : IUnary
{
    public static T Of<T>(T a)
        where T : struct, IReal<T> => T.ExpM1(a);
}

internal readonly struct LogOf : IUnary
{
    public static T Of<T>(T a)
        where T : struct, IReal<T> => T.Log(a);
}

internal readonly struct LogP1Of : IUnary
{
    public static T Of<T>(T a)
        where T : struct, IReal<T> => T.LogP1(a);
}

internal readonly struct TanhOf : IUnary
{
    public static T Of<T>(T a)
        where T : struct, IReal<T> => T.Tanh(a);
}

internal readonly struct ErfOf : IUnary
{
    public static T Of<T>(T a)
        where T : struct, IReal<T> => T.Erf(a);
}

internal readonly struct SqrtOf : IUnary
{
    public static T Of<T>(T a)
        where T : struct, IReal<T> => T.Sqrt(a);
}

/// <summary>Arithmetic, selection and sign in one number, with its own reciprocal as the second argument.</summary>
internal readonly struct ArithmeticOf : IUnary
{
    public static T Of<T>(T a)
        where T : struct, IReal<T>
    {
        var b = T.One / a;
        var sum = T.FusedMultiplyAdd(a, b, T.Constant(0.1)) + (T.Max(a, b) * T.Min(b, T.Constant(3)));
        return T.WherePositive(a - b, sum - T.Abs(a), -sum);
    }
}
