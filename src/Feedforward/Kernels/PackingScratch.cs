namespace Feedforward.Kernels;

/// <summary>Memory in which each thread keeps the blocks of the product it works on; taken once per thread.</summary>
internal static unsafe class PackingScratch
{
    /// <summary>Where the panel at the right edge begins.</summary>
    public const int EdgeOffset = (256 * 256) + (96 * 256);

    private const int Length = EdgeOffset + (256 * 32);
    private const int Alignment = 64;

    [ThreadStatic]
    private static float[]? t_memory;

    [ThreadStatic]
    private static float* t_aligned;

    /// <summary>The calling thread's memory, aligned to a cache line.</summary>
    public static float* OfThisThread()
    {
        if (t_memory is null)
        {
            t_memory = GC.AllocateUninitializedArray<float>(Length + (Alignment / sizeof(float)), pinned: true);
            fixed (float* start = t_memory)
            {
                t_aligned = (float*)(((nuint)start + Alignment - 1) & ~(nuint)(Alignment - 1));
            }
        }

        return t_aligned;
    }
}
