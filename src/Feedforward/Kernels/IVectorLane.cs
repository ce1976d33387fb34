namespace Feedforward.Kernels;

/// <summary>Numbers that lie side by side in one vector register, with access to the first few of them.</summary>
/// <typeparam name="T">The implementing type.</typeparam>
internal unsafe interface IVectorLane<T> : IFloatLane<T>
    where T : struct, IVectorLane<T>
{
    /// <summary>Marks the first <paramref name="count"/> numbers of a vector.</summary>
    static abstract T Mask(int count);

    /// <summary>Reads the marked numbers, zeros for the others, whose memory is not touched.</summary>
    static abstract T LoadMasked(float* source, T mask);

    /// <summary>Writes the marked numbers; the memory of the others is not touched.</summary>
    static abstract void StoreMasked(T value, float* destination, T mask);
}
