using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>A vector, such as an image: (x − Mean) / Deviation with one mean and one deviation for all its numbers, within ±10³⁰ as in <see cref="NumberEncoder"/>.</summary>
/// <param name="Column">The column read.</param>
/// <param name="Length">How many numbers a cell holds.</param>
/// <param name="Mean">The mean of all numbers of the training part.</param>
/// <param name="Deviation">Their deviation about the mean (divided by n); 1 where it is 0.</param>
public sealed record VectorEncoder(string Column, int Length, float Mean, float Deviation) : FeatureEncoder(Column)
{
    /// <inheritdoc/>
    public override int Width => Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FeatureNames => [.. Enumerable.Range(0, Length).Select(i => $"{Column}[{i}]")];

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureKind> FeatureKinds => [.. Enumerable.Repeat(FeatureKind.Number, Length)];

    internal static VectorEncoder Fit(VectorColumn column, int[] rows, int threads)
    {
        var moments = column.IsBytes ? Moments.OfBytes(column, rows, threads) : Moments.Of(column.Values, rows);
        return new VectorEncoder(column.Name, column.Width, moments.Mean, moments.Deviation);
    }

    /// <summary>The features of some rows without a matrix for them; null where the column is not kept as bytes.</summary>
    internal ByteInputs? Bytes(TableColumn column, int[] rows) => column is VectorColumn { IsBytes: true } vectors && vectors.Width == Length
        ? new ByteInputs(vectors.AllBytes, rows, Standardised())
        : null;

    internal override void Encode(
        TableColumn column, Table table, ReadOnlySpan<int> rows, Matrix<float> into, int offset, EncodingCounts? counts)
    {
        if (column is not VectorColumn vectors || vectors.Width != Length)
        {
            throw new DataException(
                $"Column '{Column}' should hold vectors of {Length} numbers; it holds {(column is VectorColumn other ? $"vectors of {other.Width}" : "single values")}.",
                column: Column);
        }

        if (vectors.IsBytes)
        {
            Encode(vectors, rows, into, offset);
            return;
        }

        for (var i = 0; i < rows.Length; i++)
        {
            Encode(vectors.Values.Row(rows[i]), into.Row(i).Slice(offset, Length));
        }
    }

    internal override void Encode(ReadOnlySpan<float> cell, Span<float> features)
    {
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = Math.Clamp((cell[i] - Mean) / Deviation, -NumberEncoder.Limit, NumberEncoder.Limit);
        }
    }

    /// <summary>Of 256 numbers each is standardised once.</summary>
    private void Encode(VectorColumn vectors, ReadOnlySpan<int> rows, Matrix<float> into, int offset)
    {
        var standardised = Standardised();
        for (var i = 0; i < rows.Length; i++)
        {
            var source = vectors.Bytes(rows[i]);
            var features = into.Row(i).Slice(offset, source.Length);
            for (var j = 0; j < features.Length; j++)
            {
                features[j] = standardised[source[j]];
            }
        }
    }

    private float[] Standardised()
    {
        var standardised = new float[byte.MaxValue + 1];
        for (var value = 0; value < standardised.Length; value++)
        {
            standardised[value] = (value - Mean) / Deviation;
        }

        return standardised;
    }
}
