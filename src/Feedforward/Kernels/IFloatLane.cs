namespace Feedforward.Kernels;

/// <summary>One or more 32-bit numbers that are computed together, with what the elementary functions need of their bits.</summary>
/// <typeparam name="T">The implementing type.</typeparam>
internal interface IFloatLane<T> : IReal<T>
    where T : struct, IFloatLane<T>
{
    /// <summary>How many numbers.</summary>
    static abstract int Count { get; }

    /// <summary>The same number <see cref="Count"/> times.</summary>
    static abstract T Broadcast(float value);

    /// <summary>Reads <see cref="Count"/> consecutive numbers.</summary>
    static abstract T Load(ref readonly float source);

    /// <summary>Writes <see cref="Count"/> consecutive numbers.</summary>
    static abstract void Store(T value, ref float destination);

    /// <summary>2ⁿ for whole n from −126 to 127.</summary>
    static abstract T PowerOfTwo(T n);

    /// <summary>Splits a positive normal number into mantissa · 2^exponent with the mantissa in [√½, √2).</summary>
    static abstract T Decompose(T a, out T exponent);
}
