namespace Feedforward.Kernels;

/// <summary>Memory in which each thread keeps the blocks of the product it works on; taken once per thread.</summary>
internal static unsafe class PackingScratch
{
    /// <summary>Numbers of A at the front.</summary>
    public const int ALength = 400 * 288;

    /// <summary>Numbers of B behind them.</summary>
    public const int BLength = (400 * 1024) + (16 * 256);

    private const int Alignment = 64;

    [ThreadStatic]
    private static float[]? t_memory;

    [ThreadStatic]
    private static float* t_aligned;

    /// <summary>The calling thread's memory, aligned to a cache line.</summary>
    public static float* OfThisThread()
    {
        var aligned = t_aligned;
        return aligned != null ? aligned : Take();
    }

    private static float* Take()
    {
        t_memory = GC.AllocateUninitializedArray<float>(ALength + BLength + (Alignment / sizeof(float)), pinned: true);
        fixed (float* start = t_memory)
        {
            t_aligned = (float*)(((nuint)start + Alignment - 1) & ~(nuint)(Alignment - 1));
        }

        return t_aligned;
    }
}
