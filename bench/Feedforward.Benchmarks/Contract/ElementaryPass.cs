using System.Runtime.CompilerServices;
using Feedforward.Kernels;

namespace Feedforward.Benchmarks.Contract;

/// <summary>A function of one number, as the library computes it.</summary>
internal interface IElementaryFunction
{
    /// <summary>The function.</summary>
    static abstract T Of<T>(T a)
        where T : struct, IFloatLane<T>;
}

/// <summary>One of the library's functions over many numbers.</summary>
internal unsafe struct ElementaryPass<TFunction> : IElementwise
    where TFunction : struct, IElementaryFunction
{
    private float* _from;
    private float* _to;

    /// <summary>y = f(x).</summary>
    public static void Run(ReadOnlySpan<float> x, Span<float> y)
    {
        fixed (float* from = x, to = y)
        {
            Elementwise.Range(new ElementaryPass<TFunction> { _from = from, _to = to }, 0, y.Length);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void At<T>(nint i)
        where T : struct, IFloatLane<T> => T.Store(TFunction.Of(T.Load(ref _from[i])), ref _to[i]);
}

/// <summary>eᵃ.</summary>
internal readonly struct ExpFunction : IElementaryFunction
{
    public static T Of<T>(T a)
        where T : struct, IFloatLane<T> => T.Exp(a);
}

/// <summary>log a.</summary>
internal readonly struct LogFunction : IElementaryFunction
{
    public static T Of<T>(T a)
        where T : struct, IFloatLane<T> => T.Log(a);
}

/// <summary>tanh a.</summary>
internal readonly struct TanhFunction : IElementaryFunction
{
    public static T Of<T>(T a)
        where T : struct, IFloatLane<T> => T.Tanh(a);
}

/// <summary>1/(1 + e⁻ᵃ).</summary>
internal readonly struct SigmoidFunction : IElementaryFunction
{
    public static T Of<T>(T a)
        where T : struct, IFloatLane<T> => T.One / (T.One + T.Exp(-a));
}
