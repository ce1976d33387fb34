using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Feedforward.Tabular;

/// <content>One row, or a stream of them, in the forms a program has them in.</content>
public sealed partial class TabularModel
{
    private NumericRow? _numericRow;

    /// <summary>How many numbers <see cref="Predict(ReadOnlySpan{float}, Span{float})"/> writes: one for each class, or the predicted number alone.</summary>
    public int PredictionLength => Task == LearningTask.Regression ? 1 : Classes.Count;

    /// <summary>Predicts one row.</summary>
    /// <param name="record">
    /// The cells by column name: numbers, texts, truth values, dates, float[]; null where missing. Every column the model
    /// reads must be there; others are ignored.
    /// </param>
    /// <exception cref="DataException">A column is not there or holds something else; the message and <see cref="DataException.Column"/> name it.</exception>
    public Prediction Predict(IReadOnlyDictionary<string, object?> record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return PredictOne(record);
    }

    /// <summary>Predicts one row given as an object with a public property for each column the model reads; others are ignored.</summary>
    /// <typeparam name="T">
    /// The type whose properties are read. A property belongs to the column that its
    /// <see cref="System.ComponentModel.DataAnnotations.Schema.ColumnAttribute"/> names, else to the one that is called like it, else to the
    /// one that is when case and all but letters and digits are left out: HoursPerWeek and hours-per-week.
    /// </typeparam>
    /// <param name="record">The row; null in a property where the cell is missing.</param>
    /// <exception cref="DataException">A column has no property, or it holds something else; the message and <see cref="DataException.Column"/> name it.</exception>
    [OverloadResolutionPriority(-1)]
    public Prediction Predict<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T record)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(record);
        return PredictOne(record);
    }

    /// <summary>
    /// Predicts one row of a model of numbers alone, into memory of the caller's. Calls after the first take no memory. Safe to call
    /// from several threads.
    /// </summary>
    /// <param name="numbers">The cells in the order of the schema's features; a vector's numbers one after the other. NaN is a missing number, but not in a vector.</param>
    /// <param name="prediction">
    /// Receives <see cref="PredictionLength"/> numbers: the probability of each class, in the order of <see cref="Classes"/>, or the predicted number.
    /// </param>
    /// <exception cref="InvalidOperationException">The model reads a column that does not hold numbers.</exception>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="DataException">A number is infinite, or one of a vector is not finite.</exception>
    public void Predict(ReadOnlySpan<float> numbers, Span<float> prediction)
    {
        // Two threads may both make one; they are the same.
        var row = _numericRow ??= new NumericRow(this);
        if (numbers.Length != row.Length || prediction.Length != PredictionLength)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"A row has {row.Length} numbers and its prediction {PredictionLength}; spans of {numbers.Length} and {prediction.Length} were given."));
        }

        row.Predict(numbers, prediction);
    }

    /// <summary>Predicts a stream of records, in batches, in the stream's order, in memory that does not grow with it.</summary>
    /// <typeparam name="T">The type of a record: one with a property for each column, as <see cref="Predict{T}(T)"/> takes it, or a dictionary.</typeparam>
    /// <param name="records">The records.</param>
    /// <param name="batchSize">
    /// How many records are predicted at a time, 1 or more. Predictions come when a batch is full or the stream ends; 1 gives each as soon as
    /// its record is there.
    /// </param>
    /// <param name="cancellationToken">Stops between records.</param>
    /// <exception cref="DataException">A column has no property, or a record cannot be read; <see cref="DataException.Row"/> counts records from 1.</exception>
    /// <exception cref="OperationCanceledException">The prediction was stopped.</exception>
    public IAsyncEnumerable<Prediction> PredictMany<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        IAsyncEnumerable<T> records, int batchSize = 256, CancellationToken cancellationToken = default)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        return InBatches(records, RecordCells.Of<T>(Schema), batchSize, cancellationToken);
    }

    /// <summary>From the outputs of one row (which are overwritten) to what <see cref="Predict(ReadOnlySpan{float}, Span{float})"/> gives.</summary>
    /// <param name="outputs">1×<see cref="Network.Outputs"/>.</param>
    /// <param name="bothClasses">1×2, used where the network gives the second of two classes alone.</param>
    /// <param name="prediction"><see cref="PredictionLength"/> numbers.</param>
    internal void Decode(Matrix<float> outputs, Matrix<float> bothClasses, Span<float> prediction)
    {
        outputs = Loss.PredictMean(outputs, Members);
        if (Task == LearningTask.Regression)
        {
            prediction[0] = TargetScale.Decode(outputs[0, 0]);
            return;
        }

        Probabilities(outputs, bothClasses).Row(0).CopyTo(prediction);
    }

    private Prediction PredictOne<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T record) =>
        Prediction.Of(Predict(RecordTable.Of([record], RecordCells.Of<T>(Schema), Schema)), 0);

    private async IAsyncEnumerable<Prediction> InBatches<T>(
        IAsyncEnumerable<T> records, Func<T, object?>[] cells, int batchSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<T>(batchSize);
        var before = 0L;
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch.Add(record ?? throw new DataException($"Record {before + batch.Count + 1} is null.", before + batch.Count + 1));
            if (batch.Count < batchSize)
            {
                continue;
            }

            foreach (var prediction in Batch())
            {
                yield return prediction;
            }
        }

        foreach (var prediction in batch.Count > 0 ? Batch() : [])
        {
            yield return prediction;
        }

        Prediction[] Batch()
        {
            var predictions = Predict(RecordTable.Of(batch, cells, Schema, before));
            before += batch.Count;
            batch.Clear();
            return [.. Enumerable.Range(0, predictions.Count).Select(row => Prediction.Of(predictions, row))];
        }
    }
}
