using Feedforward.Randomness;

namespace Feedforward.Tabular;

/// <summary>
/// Which part a row belongs to: a function of the seed and the row's place alone, so that no list of rows is kept. Each row is drawn
/// by itself, so parts have their shares up to chance.
/// </summary>
/// <param name="validation">The share of the rows that are left after the test part.</param>
/// <param name="test">The share of all rows.</param>
/// <param name="seed">The seed.</param>
internal sealed class StreamedSplit(double validation, double test, ulong seed)
{
    /// <summary>The first and the second sequence belong to <see cref="Split"/>.</summary>
    private const uint Sequence = 2;

    private const int RowBits = 24;
    private readonly RandomStream _parts = new(seed, RandomPurpose.Split, Sequence);
    private readonly RandomStream _samples = new(seed, RandomPurpose.Split, Sequence + 1);

    /// <summary>The share of all rows that judges.</summary>
    public double Test => test;

    /// <summary>The part of a row.</summary>
    /// <param name="block">The block, counted from 0.</param>
    /// <param name="row">The row of the block, counted from 0.</param>
    public RowPart Of(int block, int row)
    {
        var number = _parts.Uniform(Index(block, row));
        return number < test ? RowPart.Test : number < test + ((1 - test) * validation) ? RowPart.Validation : RowPart.Train;
    }

    /// <summary>The rows of a block that belong to a part and have a target, ascending.</summary>
    public int[] Rows(int block, Table table, TargetColumn target, RowPart part) =>
        [.. WithTarget(block, table, target).Where(row => Of(block, row) == part)];

    /// <summary>The rows of a block that have a target, ascending.</summary>
    public static IEnumerable<int> WithTarget(int block, Table table, TargetColumn target)
    {
        if (table.Rows > 1 << RowBits)
        {
            throw new DataException($"Block {block + 1} has {table.Rows} rows; a row group of a Parquet file may have {1 << RowBits} at most. Write the file with smaller row groups.");
        }

        var column = table[target.Name];
        return Enumerable.Range(0, table.Rows).Where(row => !column.IsMissing(row));
    }

    /// <summary>Whether a row belongs to a random share of the rows, whatever its part is.</summary>
    public bool IsSampled(int block, int row, double share) => _samples.Uniform(Index(block, row)) < share;

    private static long Index(int block, int row) => ((long)block << RowBits) + row;
}
