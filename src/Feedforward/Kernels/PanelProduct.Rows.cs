using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <content>A few examples as rows: the panel passes by once for as many of them as registers hold.</content>
internal unsafe partial struct PanelProduct<TActivation>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Rows<T>()
        where T : struct, IVectorLane<T>
    {
        float* zeros = stackalloc float[64];
        for (var j = 0; j < Columns;)
        {
            j += Strip<T>(j, Columns - j, Start != null ? Start + j : zeros);
        }

        if (HRow == Columns)
        {
            // Whole rows are one stretch of memory.
            Activate(H, Examples * Columns);
            return;
        }

        for (var i = 0; i < Examples; i++)
        {
            Activate(H + (i * HRow), Columns);
        }
    }

    /// <summary>Chooses the strip for the columns from j on; returns how many it covers.</summary>
    private readonly int Strip<T>(int j, int valid, float* start)
        where T : struct, IVectorLane<T>
    {
        if (valid >= 4 * T.Count && Examples <= (T.Count == 8 ? 2 : 6))
        {
            for (int i = 0, height; i < Examples; i += height)
            {
                var left = Examples - i;
                height = left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
                Compute<T, FourLanes<T>>(height, i, j, start, default);
            }

            return 4 * T.Count;
        }

        if (valid >= 2 * T.Count)
        {
            Strip<T, TwoLanes<T, WholeLane<T>>>(j, start, default);
            return 2 * T.Count;
        }

        if (valid > T.Count)
        {
            Strip<T, TwoLanes<T, PartialLane<T>>>(j, start, T.Mask(valid - T.Count));
        }
        else
        {
            Strip<T, OneLane<T, PartialLane<T>>>(j, start, T.Mask(valid));
        }

        return valid;
    }

    private readonly void Strip<T, TStrip>(int j, float* start, T mask)
        where T : struct, IVectorLane<T>
        where TStrip : struct, ILaneStrip<TStrip, T>
    {
        for (int i = 0, height; i < Examples; i += height)
        {
            height = Height<T>(Examples - i);
            Compute<T, TStrip>(height, i, j, start, mask);
        }
    }

    private readonly void Compute<T, TStrip>(int height, int i, int j, float* start, T mask)
        where T : struct, IVectorLane<T>
        where TStrip : struct, ILaneStrip<TStrip, T> =>
        Tile<T, TStrip>.Compute(height, Depth, X + ((nint)i * Depth), Depth, 1, W + j, Step, start, 0, H + (i * HRow) + j, HRow, mask, default);
}
