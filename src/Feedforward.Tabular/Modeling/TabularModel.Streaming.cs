using System.Data.Common;

namespace Feedforward.Tabular;

public sealed partial class TabularModel
{
    /// <summary>Predicts a stream of rows, block by block, in memory that does not grow with the stream.</summary>
    /// <param name="rows">The rows; not disposed. Columns are found by name.</param>
    /// <param name="options">Block size, what to do with bad rows, what to keep; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <exception cref="DataException">A column is missing; or a row cannot be read and the options say to fail.</exception>
    /// <exception cref="OperationCanceledException">The prediction was stopped.</exception>
    public IEnumerable<PredictedBlock> Predict(
        DbDataReader rows, PredictOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        options ??= new PredictOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BlockRows, nameof(options));
        var names = Enumerable.Range(0, rows.FieldCount).Select(rows.GetName).ToList();
        Require(names, Schema.Features.Select(feature => feature.Name).Concat(options.Keep));
        return Stream(rows, names, options, cancellationToken);
    }

    /// <summary>Predicts a stream of rows and writes it as CSV (see <see cref="PredictionCsv"/>), in memory that does not grow with the stream.</summary>
    /// <param name="rows">The rows, such as the answer of a database; not disposed. Columns are found by name.</param>
    /// <param name="output">Takes the text; not disposed.</param>
    /// <param name="options">Which columns to write, block size, what to do with bad rows; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <returns>How many rows were written, how many of them have no prediction, and what a person should know about the data.</returns>
    /// <exception cref="DataException">A column is missing; or a row cannot be read and the options say to fail.</exception>
    /// <exception cref="ArgumentException">Intervals are asked for and the model has none.</exception>
    /// <exception cref="OperationCanceledException">The prediction was stopped.</exception>
    public WrittenPredictions PredictTo(
        DbDataReader rows, TextWriter output, PredictOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PredictOptions();
        var csv = new PredictionCsv(output, this, options);
        var (written, marked, notices, counts) = (0L, 0L, new List<Notice>(), new EncodingCounts());
        var blocks = Predict(rows, options, cancellationToken);
        csv.WriteHeader();
        foreach (var block in blocks)
        {
            csv.Write(block);
            written += block.Predictions.Count;
            marked += block.Errors.Count;
            notices.AddRange(block.Notices);
            counts = block.Counts;
        }

        return new WrittenPredictions(written, marked, [.. notices, .. counts.ToNotices()]);
    }

    /// <summary>The same to a stream of bytes, as UTF-8 without a mark at the start.</summary>
    /// <inheritdoc cref="PredictTo(DbDataReader, TextWriter, PredictOptions?, CancellationToken)"/>
    public WrittenPredictions PredictTo(
        DbDataReader rows, Stream output, PredictOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var writer = new StreamWriter(output, bufferSize: 1 << 16, leaveOpen: true);
        return PredictTo(rows, writer, options, cancellationToken);
    }

    private IEnumerable<PredictedBlock> Stream(
        DbDataReader rows, List<string> names, PredictOptions options, CancellationToken cancellationToken)
    {
        var features = Schema.Features.Select(feature => feature.Name).ToHashSet();
        var kept = options.Keep.Select(name => names.IndexOf(name)).ToArray();
        var read = ReadOptions(options.Read);
        var counts = new EncodingCounts();
        IReadOnlyList<Notice> notices = [.. ExtraColumns(names.Except(options.Keep))];
        var rowsBefore = 0L;
        for (var more = true; more;)
        {
            var block = new BlockOfRows(new TableAssembler(rows, read, features.Contains, rowsBefore), rows, kept, options.OnError);
            while (more && block.Count < options.BlockRows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                more = block.Read();
            }

            if (block.Count > 0)
            {
                rowsBefore += block.Count;
                yield return Predicted(block, options.OnError, counts, notices);
                notices = [];
            }
        }
    }

    private PredictedBlock Predicted(BlockOfRows block, RowErrors onError, EncodingCounts counts, IReadOnlyList<Notice> notices)
    {
        var table = block.ToTable();
        var errors = block.Errors.ToList();
        var outputs = new Matrix<float>(block.Count, Network.Outputs);
        try
        {
            Write(table, table.AllRows(), counts);
        }
        catch (DataException) when (onError == RowErrors.Mark)
        {
            // One row is at fault; only taken one by one do they show which.
            for (var row = 0; row < table.Rows; row++)
            {
                try
                {
                    Write(table.Select([row]), [row], counts);
                }
                catch (DataException e)
                {
                    errors.Add(new RowError(block.Places[row], block.Lines[block.Places[row]], e.Column, e.Message));
                }
            }

            errors.Sort((a, b) => a.Row.CompareTo(b.Row));
        }

        var predictions = Decode(outputs, [], errors.Select(error => error.Row));
        return new PredictedBlock(predictions, block.Lines, errors, block.Kept, counts, notices);

        void Write(Table part, int[] places, EncodingCounts found)
        {
            var written = Network.Forward(Preprocessing.Encode(part, found));
            for (var i = 0; i < places.Length; i++)
            {
                written.Row(i).CopyTo(outputs.Row(block.Places[places[i]]));
            }
        }
    }

    private void Require(List<string> names, IEnumerable<string> required)
    {
        foreach (var name in required)
        {
            if (!names.Contains(name))
            {
                throw new DataException(
                    $"The data have no column '{name}'. They have {string.Join(", ", names.Take(20))}{(names.Count > 20 ? ", …" : string.Empty)}; the model reads {string.Join(", ", Schema.Features.Select(feature => feature.Name).Take(20))}.",
                    column: name);
            }
        }
    }
}
