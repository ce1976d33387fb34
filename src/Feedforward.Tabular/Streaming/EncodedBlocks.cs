using System.Buffers;

namespace Feedforward.Tabular;

/// <summary>The training part of rows that are read a block at a time, encoded as they are read.</summary>
/// <param name="source">The rows.</param>
/// <param name="read">How to read them, with what each column holds.</param>
/// <param name="split">Which row belongs to which part.</param>
/// <param name="target">The target.</param>
/// <param name="preprocessing">From columns to inputs.</param>
/// <param name="scale">From the target to what the network learns.</param>
/// <param name="classWeights">The weight of each class, so that rows have the mean 1; or null.</param>
/// <param name="blockRows">Rows of each block.</param>
/// <param name="counts">Those of them that are learned from.</param>
internal sealed class EncodedBlocks(
    RowSource source,
    ReadOptions read,
    StreamedSplit split,
    TargetColumn target,
    TablePreprocessing preprocessing,
    TargetScale scale,
    float[]? classWeights,
    int[] blockRows,
    int[] counts) : ExampleBlocks
{
    public override int Features => preprocessing.Width;

    public override int TargetColumns => 1;

    public override bool HasWeights => classWeights is not null;

    public override IReadOnlyList<int> Counts => counts;

    public override void Read(int block, Span<float> inputs, Span<float> targets, Span<float> weights)
    {
        var table = source.Read(block, read);
        var rows = split.Rows(block, table, target, RowPart.Train);
        if (table.Rows != blockRows[block] || rows.Length != counts[block])
        {
            throw new DataException("The data were changed while they were read.");
        }

        var memory = ArrayPool<float>.Shared.Rent(rows.Length * preprocessing.Width);
        try
        {
            var features = new Matrix<float>(memory, rows.Length, preprocessing.Width);
            features.Span.Clear();
            preprocessing.Encode(table, rows, features, counts: null);
            features.Span.CopyTo(inputs);
            Check(features, table, rows);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(memory);
        }

        TabularModel.EncodeTarget(table, target, scale, rows).Span.CopyTo(targets);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = classWeights![(int)targets[i]];
        }
    }

    private static void Check(Matrix<float> features, Table table, int[] rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            foreach (var number in features.Row(i))
            {
                if (!float.IsFinite(number))
                {
                    throw new DataException($"Line {table.LineOf(rows[i])} has a number so far from the others of its column that it cannot be scaled.", table.LineOf(rows[i]));
                }
            }
        }
    }
}
