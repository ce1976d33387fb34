using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>
/// The prediction of one row of numbers without a table. The memory that a call used is kept for the next one, so that calls after
/// the first take none; of several threads at the same time each but one takes its own.
/// </summary>
internal sealed class NumericRow
{
    private readonly TabularModel _model;
    private readonly Column[] _columns;
    private Memory? _memory;

    /// <summary>Finds out where each column's numbers stand.</summary>
    /// <exception cref="InvalidOperationException">The model reads a column that does not hold numbers.</exception>
    public NumericRow(TabularModel model)
    {
        _model = model;
        var columns = new Dictionary<string, (FeatureColumn Feature, int From)>(StringComparer.Ordinal);
        foreach (var feature in model.Schema.Features)
        {
            if (feature.Kind is not (ColumnKind.Number or ColumnKind.Vector))
            {
                throw new InvalidOperationException(
                    $"The column '{feature.Name}' is a {feature.Kind}, so a row of this model is more than numbers. Predict a record, a dictionary or a table.");
            }

            columns.Add(feature.Name, (feature, Length));
            Length += feature.Width;
        }

        _columns = [.. model.Preprocessing.Places.Select(place =>
        {
            var (feature, from) = columns[place.Encoder.Column];
            return new Column(place, from, feature.Width, feature.Kind == ColumnKind.Vector);
        })];
    }

    /// <summary>How many numbers a row has.</summary>
    public int Length { get; }

    /// <summary>Predicts one row.</summary>
    public void Predict(ReadOnlySpan<float> numbers, Span<float> prediction)
    {
        var memory = Interlocked.Exchange(ref _memory, null) ?? new Memory(_model);
        var features = memory.Features.Row(0);
        foreach (var ((encoder, first, count), from, width, isVector) in _columns)
        {
            var cell = numbers.Slice(from, width);
            if (cell.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) is var place and >= 0 && (isVector || !float.IsNaN(cell[place])))
            {
                throw new DataException(
                    string.Create(CultureInfo.InvariantCulture, $"'{encoder.Column}' has the number {cell[place]}; a finite number{(isVector ? "" : ", or NaN where it is missing,")} was expected."),
                    column: encoder.Column);
            }

            encoder.Encode(cell, features.Slice(first, count));
        }

        _model.Network.Forward(memory.Features, memory.Outputs);
        _model.Decode(memory.Outputs, memory.BothClasses, prediction);
        _memory = memory;
    }

    private readonly record struct Column(EncoderPlace Place, int From, int Width, bool IsVector);

    private sealed class Memory(TabularModel model)
    {
        public Matrix<float> Features { get; } = new(1, model.Preprocessing.Width);

        public Matrix<float> Outputs { get; } = new(1, model.Network.Outputs);

        public Matrix<float> BothClasses { get; } = new(1, 2);
    }
}
