using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <summary>Looks up what bytes stand for while their rows are gathered, several threads at a time where there is much to look up.</summary>
internal static unsafe class ByteDecoding
{
    private const int RowsPerPart = 8;

    /// <summary>Row i of the target becomes what the bytes of row rows[examples[i]] stand for.</summary>
    public static void Write(
        Matrix<byte> bytes, ReadOnlySpan<int> rows, ReadOnlySpan<float> numbers, ReadOnlySpan<int> examples, Matrix<float> target, int threads)
    {
        fixed (byte* from = bytes.Span)
        fixed (float* table = numbers, to = target.Span)
        fixed (int* row = rows, example = examples)
        {
            var work = new Parts
            {
                Source = from,
                Rows = row,
                Numbers = table,
                Examples = example,
                Target = to,
                Count = examples.Length,
                Columns = bytes.Columns,
            };
            var parts = (examples.Length + RowsPerPart - 1) / RowsPerPart;
            Team.Run(parts, (long)examples.Length * bytes.Columns < Elementwise.ParallelThreshold ? 1 : threads, ref work);
        }
    }

    private struct Parts : IParallelWork
    {
        public byte* Source;
        public int* Rows;
        public float* Numbers;
        public int* Examples;
        public float* Target;
        public int Count;
        public int Columns;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int part)
        {
            var table = Numbers;
            nint columns = Columns;
            var end = Math.Min(Count, (part + 1) * RowsPerPart);
            for (var i = part * RowsPerPart; i < end; i++)
            {
                var from = Source + (Rows[Examples[i]] * columns);
                var to = Target + (i * columns);

                // The next row lies anywhere in memory: it is asked for while this one is looked up.
                var next = Source + (Rows[Examples[Math.Min(i + 1, Count - 1)]] * columns);
                for (nint j = 0; j < columns; j += Packing.CacheLine * sizeof(float))
                {
                    Packing.Prefetch((float*)(next + j));
                }

                nint k = 0;
                for (; k + sizeof(ulong) <= columns; k += sizeof(ulong))
                {
                    // One load for eight bytes: the loads are what limits.
                    var eight = BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(from + k, sizeof(ulong)));
                    to[k] = table[(byte)eight];
                    to[k + 1] = table[(byte)(eight >> 8)];
                    to[k + 2] = table[(byte)(eight >> 16)];
                    to[k + 3] = table[(byte)(eight >> 24)];
                    to[k + 4] = table[(byte)(eight >> 32)];
                    to[k + 5] = table[(byte)(eight >> 40)];
                    to[k + 6] = table[(byte)(eight >> 48)];
                    to[k + 7] = table[(byte)(eight >> 56)];
                }

                for (; k < columns; k++)
                {
                    to[k] = table[from[k]];
                }
            }
        }
    }
}
