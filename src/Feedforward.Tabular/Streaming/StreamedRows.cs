using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>A training on rows that are streamed, ready to begin: what the columns mean, the plan, the examples, and what judges the result.</summary>
internal sealed partial class StreamedRows : IDisposable
{
    private readonly RowSource _source;
    private readonly StreamingOptions _streaming;
    private readonly TabularOptions _options;
    private readonly StreamedSplit _split;
    private readonly KeptRows? _kept;
    private readonly Table? _linearRows;
    private readonly float[] _constant;
    private readonly long _diskTicksBefore;

    private StreamedRows(
        RowSource source, StreamingOptions streaming, TabularOptions options, StreamedSplit split, Schema schema, IReadOnlyList<Notice> notices, RowStatistics pass, float mean, TrainingPlan plan, ExampleBlocks blocks, (int Rows, int Blocks) window)
    {
        (_source, _streaming, _options, _split, _kept, Schema, Notices, Plan) = (source, streaming, options, split, source as KeptRows, schema, notices, plan);
        _diskTicksBefore = source.DiskTicks;
        Validation = pass.Validation ?? TableJoin.Of([source.Read(0, source.Options).Select([])]);
        _linearRows = pass.LinearRows;
        _constant = pass.Labels is { } labels ? SharesOf(labels.TrainRows(schema.Target!)) : [mean];
        Parts = new PartRows(Sum(pass.TrainRows), Validation.Rows, Sum(pass.TestRows));
        Fingerprint = pass.Fingerprint();
        Window = string.Create(CultureInfo.InvariantCulture, $"{window.Rows} rows, {window.Blocks} blocks");
        Examples = new ShuffledBlocks(blocks, options.Seed, new StreamingMemory(streaming.Memory, source).BlocksAtOnce(Threads(options)), window.Rows, window.Blocks, source.Clock);
    }

    /// <summary>What the columns mean.</summary>
    public Schema Schema { get; }

    /// <summary>What a person should know.</summary>
    public IReadOnlyList<Notice> Notices { get; }

    /// <summary>The training.</summary>
    public TrainingPlan Plan { get; }

    /// <summary>The validation part.</summary>
    public Table Validation { get; }

    /// <summary>How many rows each part has.</summary>
    public PartRows Parts { get; }

    /// <summary>Rows of all parts and of none.</summary>
    public long AllRows => _source.Rows;

    /// <summary>Stands for the content of all rows.</summary>
    public string Fingerprint { get; }

    /// <summary>How large the windows are in which rows are shuffled; the order of the examples depends on it.</summary>
    public string Window { get; }

    /// <summary>What is learned from.</summary>
    public ShuffledBlocks Examples { get; }

    /// <summary>Told how far it is; or null.</summary>
    public IProgress<StreamingProgress>? Progress => _streaming.Progress;

    /// <summary>How long training has waited for rows so far, and for what.</summary>
    public RowWaiting Waiting
    {
        get
        {
            var disk = _source.DiskTicks - _diskTicksBefore;
            return new RowWaiting(Examples.Waited, 0, Examples.ReadTicks == 0 ? 0 : Math.Min(1, disk / (double)Examples.ReadTicks));
        }
    }

    /// <summary>
    /// Judges a model by the test part, or by the rows that were given for it, and the simplest models beside it in the same pass. Without such rows there
    /// is no evaluation, and the simplest models are judged by the validation part. Processes that train together share the rows out; rank 0 has the result.
    /// </summary>
    public (Evaluation? Tested, Baselines? Baselines) Test(TabularModel model, CancellationToken cancellation)
    {
        TabularModel? linear = null;
        _ = Together.Do(Together.Others(_options.Collective), cancellation, () =>
        {
            linear = Linear(model, cancellation);
            return 0;
        });
        var simplest = new SimplestModels(_constant, linear);
        if (_streaming.Test is null && Parts.Test == 0)
        {
            return (null, Validation.Rows == 0 ? null : simplest.Judge(model, Validation, Validation.AllRows()));
        }

        var source = _streaming.Test ?? _source;
        return new StreamedEvaluation(source, _streaming.Test is null ? _split : null, new StreamingMemory(_streaming.Memory, source).BlocksAtOnce(4 * Threads(_options)))
            .Of(model, simplest, _options.Threads, _options.Collective, _streaming.Progress, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Examples.Dispose();
        _kept?.Dispose();
    }

    private TabularModel? Linear(TabularModel model, CancellationToken cancellation)
    {
        try
        {
            return _linearRows is { } rows ? SimplestModels.FitLinear(rows, rows.AllRows(), Validation, Validation.AllRows(), _options, model, cancellation) : null;
        }
        catch (DataException)
        {
            // A sample may lack what all rows have, such as a value in any of the columns.
            return null;
        }
    }

    private static float[] SharesOf(int[] counts)
    {
        var sum = counts.Sum(count => (double)count);
        return Array.ConvertAll(counts, count => (float)(count / sum));
    }
}
