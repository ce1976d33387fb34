namespace Feedforward.Tabular;

/// <summary>
/// Mean μ = (1/n)Σx and deviation √((1/n)Σ(x − μ)²) of the numbers that are not NaN: summed in double precision in
/// the given order, rounded to 32 bits at the end. A deviation of zero is given as 1.
/// </summary>
internal readonly record struct Moments(float Mean, float Deviation, int Count)
{
    public static Moments Of(ReadOnlySpan<float> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            if (!float.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        if (count == 0)
        {
            return new Moments(0, 1, 0);
        }

        var mean = sum / count;
        var squares = 0.0;
        foreach (var value in values)
        {
            if (!float.IsNaN(value))
            {
                var difference = value - mean;
                squares += difference * difference;
            }
        }

        return new Moments((float)mean, Positive(Math.Sqrt(squares / count)), count);
    }

    /// <summary>Of whole numbers from 0 to 255, whose sums Σx and Σx² are exact in any order: the deviation is √(nΣx² − (Σx)²) / n.</summary>
    public static Moments OfBytes(VectorColumn column, int[] rows, int threads)
    {
        if (rows.Length == 0 || column.Width == 0)
        {
            return new Moments(0, 1, 0);
        }

        var (sum, squares) = (0L, 0L);
        RowBlocks.Each(rows.Length, column.Width, threads, (start, count) =>
        {
            var (sumOfBlock, squaresOfBlock) = (0L, 0L);
            foreach (var row in rows.AsSpan(start, count))
            {
                var (sumOfRow, squaresOfRow) = ByteSums.Of(column.Bytes(row));
                sumOfBlock += sumOfRow;
                squaresOfBlock += squaresOfRow;
            }

            Interlocked.Add(ref sum, sumOfBlock);
            Interlocked.Add(ref squares, squaresOfBlock);
        });
        var n = (long)rows.Length * column.Width;
        var spread = ((UInt128)n * (ulong)squares) - ((UInt128)(ulong)sum * (ulong)sum);
        return new Moments((float)((double)sum / n), Positive(Math.Sqrt((double)spread) / n), rows.Length);
    }

    public static Moments Of(Matrix<float> values, ReadOnlySpan<int> rows)
    {
        var sum = 0.0;
        foreach (var row in rows)
        {
            foreach (var value in values.Row(row))
            {
                sum += value;
            }
        }

        var count = (double)rows.Length * values.Columns;
        if (count == 0)
        {
            return new Moments(0, 1, 0);
        }

        var mean = sum / count;
        var squares = 0.0;
        foreach (var row in rows)
        {
            foreach (var value in values.Row(row))
            {
                var difference = value - mean;
                squares += difference * difference;
            }
        }

        return new Moments((float)mean, Positive(Math.Sqrt(squares / count)), rows.Length);
    }

    /// <summary>A deviation too small for a normal 32-bit number would turn a division by it into infinity.</summary>
    internal static float Positive(double deviation) => deviation < 1e-30 ? 1 : (float)deviation;
}
