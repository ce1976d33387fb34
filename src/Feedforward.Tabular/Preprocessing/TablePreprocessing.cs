using System.Buffers;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>From the columns of a table to the inputs of a network: one encoder a feature column, side by side.</summary>
public sealed class TablePreprocessing
{
    /// <summary>Puts encoders side by side.</summary>
    /// <param name="encoders">The encoders, in the order of the network's inputs.</param>
    /// <exception cref="ArgumentException">There is no encoder, or they have more features than a matrix can hold.</exception>
    public TablePreprocessing(IReadOnlyList<FeatureEncoder> encoders)
    {
        ArgumentNullException.ThrowIfNull(encoders);
        var width = encoders.Sum(encoder => (long)encoder.Width);
        if (width is 0 or > int.MaxValue)
        {
            throw new ArgumentException($"The encoders make {width} features.", nameof(encoders));
        }

        Encoders = encoders;
        Width = (int)width;
        var places = new EncoderPlace[encoders.Count];
        for (var (i, first) = (0, 0); i < places.Length; first += encoders[i++].Width)
        {
            places[i] = new EncoderPlace(encoders[i], first, encoders[i].Width);
        }

        Places = places;
    }

    /// <summary>The encoders, in the order of the network's inputs.</summary>
    public IReadOnlyList<FeatureEncoder> Encoders { get; }

    /// <summary>For each encoder where its features stand among the network's inputs.</summary>
    public IReadOnlyList<EncoderPlace> Places { get; }

    /// <summary>How many features there are: the network's inputs.</summary>
    public int Width { get; }

    /// <summary>The features' names, in the order of the network's inputs.</summary>
    public IReadOnlyList<string> FeatureNames => [.. Encoders.SelectMany(encoder => encoder.FeatureNames)];

    /// <summary>What each feature is, in the order of the network's inputs.</summary>
    public IReadOnlyList<FeatureKind> FeatureKinds => [.. Encoders.SelectMany(encoder => encoder.FeatureKinds)];

    /// <summary>Fits one encoder to each feature column on the given rows alone.</summary>
    /// <param name="table">The table.</param>
    /// <param name="features">The columns, and what they mean.</param>
    /// <param name="rows">The training part.</param>
    /// <param name="options">Which encoders to fit, or null for <see cref="PreprocessingOptions.Default"/>.</param>
    /// <exception cref="DataException">A cell does not hold what its column should, or the training part leaves no feature.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static TablePreprocessing Fit(
        Table table, IReadOnlyList<FeatureColumn> features, ReadOnlySpan<int> rows, PreprocessingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(features);
        return Fit(table, features, rows.ToArray(), threads: 0, options);
    }

    /// <summary>The same with at most so many threads, 0 for all processors; the result does not depend on them.</summary>
    internal static TablePreprocessing Fit(
        Table table, IReadOnlyList<FeatureColumn> features, int[] rows, int threads, PreprocessingOptions? options = null)
    {
        options ??= PreprocessingOptions.Default;
        options.Check();
        var encoders = new FeatureEncoder[features.Count];
        RowBlocks.All(features.Count, rows.Length < RowBlocks.Many ? 1 : threads, i =>
        {
            var feature = features[i];
            var column = table[feature.Name];
            encoders[i] = feature.Kind switch
            {
                ColumnKind.Number => FitNumber(column, table, rows, options.Numbers),
                ColumnKind.Boolean => BooleanEncoder.Fit(column, table, rows),
                ColumnKind.Date => DateEncoder.Fit(column, table, rows),
                ColumnKind.Vector => VectorEncoder.Fit((VectorColumn)column, rows, threads),
                _ => FitCategory(column, feature.Numeric, rows, options.CodesFrom),
            };
        });

        return encoders.Sum(encoder => (long)encoder.Width) > 0
            ? new TablePreprocessing(encoders)
            : throw new DataException("The training part has no value in any of the columns.");
    }

    /// <summary>The features of all rows of a table, columns being found by name.</summary>
    /// <param name="table">The table; columns that are not read may be there too.</param>
    /// <param name="counts">Counts what the training part did not have, or null.</param>
    /// <returns>A matrix of the table's rows × <see cref="Width"/>.</returns>
    /// <exception cref="DataException">A column is missing or holds something else; the message names it.</exception>
    public Matrix<float> Encode(Table table, EncodingCounts? counts = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Encode(table, table.AllRows(), counts);
    }

    /// <summary>The features of some rows of a table, columns being found by name.</summary>
    /// <param name="table">The table; columns that are not read may be there too.</param>
    /// <param name="rows">The rows, in the order of the result.</param>
    /// <param name="counts">Counts what the training part did not have, or null.</param>
    /// <returns>A matrix of <paramref name="rows"/> × <see cref="Width"/>.</returns>
    /// <exception cref="DataException">A column is missing or holds something else; the message names it.</exception>
    public Matrix<float> Encode(Table table, ReadOnlySpan<int> rows, EncodingCounts? counts = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Encode(table, rows.ToArray(), counts, threads: 0);
    }

    /// <summary>The same with at most so many threads, 0 for all processors; the result does not depend on them.</summary>
    internal Matrix<float> Encode(Table table, int[] rows, EncodingCounts? counts, int threads)
    {
        var features = new Matrix<float>(rows.Length, Width);
        InBlocks(table, rows, threads, (start, count) => Encode(table, rows.AsSpan(start, count), features.Slice(start, count), counts));
        return features;
    }

    /// <summary>
    /// The same a block at a time, in memory that is used again: <paramref name="take"/> is given the place of the block's first
    /// row and the block's features, for several blocks at the same time and in any order.
    /// </summary>
    internal void Encode(Table table, int[] rows, EncodingCounts? counts, int threads, Action<int, Matrix<float>> take) =>
        InBlocks(table, rows, threads, (start, count) =>
        {
            var memory = ArrayPool<float>.Shared.Rent(count * Width);
            var features = new Matrix<float>(memory, count, Width);
            features.Span.Clear();
            Encode(table, rows.AsSpan(start, count), features, counts);
            take(start, features);
            ArrayPool<float>.Shared.Return(memory);
        });

    /// <summary>The features of some rows, which stay bytes where the one column read is kept as bytes; else null.</summary>
    internal ByteInputs? Bytes(Table table, int[] rows) =>
        Encoders is [VectorEncoder encoder] ? encoder.Bytes(table[encoder.Column], rows) : null;

    private void InBlocks(Table table, int[] rows, int threads, Action<int, int> work)
    {
        try
        {
            RowBlocks.Each(rows.Length, Width, threads, work);
        }
        catch (DataException) when (rows.Length > 0)
        {
            // Which cell is named must not depend on how the rows were cut: the first bad one of the first bad column.
            Encode(table, rows, new Matrix<float>(rows.Length, Width), counts: null);
            throw;
        }
    }

    private static FeatureEncoder FitNumber(TableColumn column, Table table, int[] rows, NumberScaling scaling) => scaling switch
    {
        NumberScaling.Standard => NumberEncoder.Fit(column, table, rows),
        NumberScaling.Robust => RobustNumberEncoder.Fit(column, table, rows),
        NumberScaling.RobustAndQuantile => NumberAndRankEncoder.Fit(column, table, rows),
        _ => QuantileEncoder.Fit(column, table, rows),
    };

    private static FeatureEncoder FitCategory(TableColumn column, bool numeric, int[] rows, int? codesFrom)
    {
        var counts = new CategoryCounts(column, numeric, rows);
        return counts.Distinct >= codesFrom
            ? CategoryCodeEncoder.Of(column.Name, counts, numeric)
            : CategoryEncoder.Of(column.Name, counts, numeric);
    }

    /// <summary>The same into a matrix of zeros.</summary>
    internal void Encode(Table table, ReadOnlySpan<int> rows, Matrix<float> into, EncodingCounts? counts)
    {
        var ofBlock = counts is null ? null : new EncodingCounts();
        foreach (var (encoder, first, _) in Places)
        {
            encoder.Encode(table[encoder.Column], table, rows, into, first, ofBlock);
        }

        counts?.Add(ofBlock!);
    }
}
