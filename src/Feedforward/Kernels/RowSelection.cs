namespace Feedforward.Kernels;

/// <summary>Copies chosen rows of a matrix, several threads at a time where there is much to copy.</summary>
internal static unsafe class RowSelection
{
    private const int RowsPerPart = 8;
    private const int ShortRow = 16;

    /// <summary>Row i of the target becomes row indices[i] of the source.</summary>
    public static void Copy(Matrix<float> source, ReadOnlySpan<int> indices, Matrix<float> target, int threads)
    {
        fixed (float* from = source.Span, to = target.Span)
        fixed (int* rows = indices)
        {
            var work = new Parts { Source = from, Rows = rows, Target = to, Count = indices.Length, Columns = source.Columns };
            var parts = (indices.Length + RowsPerPart - 1) / RowsPerPart;
            Team.Run(parts, (long)indices.Length * source.Columns < Elementwise.ParallelThreshold ? 1 : threads, ref work);
        }
    }

    private struct Parts : IParallelWork
    {
        public float* Source;
        public int* Rows;
        public float* Target;
        public int Count;
        public int Columns;

        public readonly void Execute(int part)
        {
            var end = Math.Min(Count, (part + 1) * RowsPerPart);
            for (var i = part * RowsPerPart; i < end; i++)
            {
                var from = Source + (Rows[i] * (nint)Columns);
                var to = Target + (i * (nint)Columns);
                if (Columns <= ShortRow)
                {
                    for (var j = 0; j < Columns; j++)
                    {
                        to[j] = from[j];
                    }

                    continue;
                }

                // The next row lies anywhere in memory: it is asked for while this one is copied.
                var next = Source + (Rows[Math.Min(i + 1, Count - 1)] * (nint)Columns);
                for (var j = 0; j < Columns; j += Packing.CacheLine)
                {
                    Packing.Prefetch(next + j);
                }

                new ReadOnlySpan<float>(from, Columns).CopyTo(new Span<float>(to, Columns));
            }
        }
    }
}
