using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>Judges a model, and the simplest ones beside it, by rows that are read a block at a time; of each row only what is predicted and what is true is kept.</summary>
/// <param name="source">The rows.</param>
/// <param name="split">Which row belongs to which part; null to judge by all rows.</param>
/// <param name="blocksAtOnce">How many blocks are in memory at the same time.</param>
internal sealed class StreamedEvaluation(RowSource source, StreamedSplit? split, int blocksAtOnce)
{
    private int _skipped;
    private float[] _numbers = [];
    private int[] _classes = [];

    /// <summary>Predicts the rows that have a target and compares. Of processes that train together each predicts the rows of its pieces of the data, and rank 0 compares.</summary>
    /// <param name="model">The model.</param>
    /// <param name="simplest">What is put beside it.</param>
    /// <param name="threads">The most threads; 0 for all processors.</param>
    /// <param name="collective">The processes that train together, or null.</param>
    /// <param name="progress">Told how far it is; or null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataException">A row cannot be read, or none has a target.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <returns>The judgements; null on the other ranks.</returns>
    public (Evaluation? Model, Baselines? Simplest) Of(
        TabularModel model, SimplestModels simplest, int threads, Collective? collective, IProgress<StreamingProgress>? progress, CancellationToken cancellation)
    {
        var read = model.ReadOptions(source.Options);
        var counts = new EncodingCounts();
        var judged = new JudgedBlock[source.Blocks];
        var blocks = new SharedBlocks(source, collective);
        blocks.Read(blocksAtOnce, StreamingPhase.Test, progress, cancellation, (first, count) =>
        {
            RowBlocks.All(count, threads, i => judged[first + i] = Judge(model, simplest.Linear, first + i, read, counts));
            return judged.AsSpan(first, count).ToArray().Sum(block => (long)block.Rows);
        });
        if (Together.Others(collective) is { } others)
        {
            Gather(judged, blocks, counts, others);
            if (others.Rank > 0)
            {
                return (null, null);
            }
        }

        _skipped = judged.Sum(block => block.Skipped);
        var rows = judged.Sum(block => block.Outputs.Rows);
        if (rows == 0)
        {
            throw new DataException($"No row has a '{model.Target.Name}' to compare with.", column: model.Target.Name);
        }

        (_numbers, _classes) = ([.. judged.SelectMany(block => block.Numbers)], [.. judged.SelectMany(block => block.Classes)]);
        var ofModel = Joined(rows, model.Network.Outputs, judged, block => block.Outputs, block => block with { Outputs = default });
        var evaluation = Evaluated(model, model.Decode(ofModel, counts.ToNotices(), []));
        var constant = Evaluated(model, simplest.Always(model.Target, rows)) with { Notices = [], Coverage = null };
        if (simplest.Linear is not { } linear || judged.Any(block => block.HasLinearFailed))
        {
            return (evaluation, new Baselines(constant, null));
        }

        var ofLinear = Joined(rows, linear.Network.Outputs, judged, block => block.Linear, block => block with { Linear = default });
        try
        {
            return (evaluation, new Baselines(constant, Evaluated(linear, linear.Decode(ofLinear, [], []))));
        }
        catch (DataException)
        {
            return (evaluation, new Baselines(constant, null));
        }
    }

    private Evaluation Evaluated(TabularModel model, Predictions predictions) => model.Task == LearningTask.Regression
        ? model.Evaluate(predictions, _numbers, _skipped)
        : model.Evaluate(predictions, _classes, _skipped);

    /// <summary>One matrix of the blocks' outputs, each of which is let go of when it is copied.</summary>
    private static Matrix<float> Joined(int rows, int columns, JudgedBlock[] judged, Func<JudgedBlock, Matrix<float>> outputs, Func<JudgedBlock, JudgedBlock> without)
    {
        var joined = new Matrix<float>(rows, columns);
        var place = 0;
        for (var block = 0; block < judged.Length; block++)
        {
            var part = outputs(judged[block]).Span;
            part.CopyTo(joined.Span[place..]);
            place += part.Length;
            judged[block] = without(judged[block]);
        }

        return joined;
    }

    /// <summary>Brings what was judged elsewhere to rank 0.</summary>
    private static void Gather(JudgedBlock[] judged, SharedBlocks own, EncodingCounts counts, Collective others)
    {
        const int Counts = -1;
        var parts = Enumerable.Range(own.First, own.End - own.First).Select(block => (Action<BinaryWriter>)(writer =>
        {
            writer.Write(block);
            judged[block].Write(writer);
        })).Append(writer =>
        {
            writer.Write(Counts);
            counts.Write(writer);
        });
        var all = new EncodingCounts();
        RankMessages.Exchange(others, others.Rank > 0 ? parts : [], reader =>
        {
            if (reader.ReadInt32() is not Counts and var block)
            {
                var theirs = JudgedBlock.Read(reader);
                judged[block] = others.Rank > 0 ? default : theirs;
            }
            else
            {
                all.Merge(reader);
            }
        });
        counts.Add(all);
    }

    private JudgedBlock Judge(TabularModel model, TabularModel? linear, int block, ReadOptions read, EncodingCounts counts)
    {
        var table = source.Read(block, read);
        int[] withTarget = [.. StreamedSplit.WithTarget(block, table, model.Target)];
        int[] rows = split is null ? withTarget : [.. withTarget.Where(row => split.Of(block, row) == RowPart.Test)];
        var isRegression = model.Task == LearningTask.Regression;
        var judged = new JudgedBlock(
            model.Outputs(table, rows, counts, threads: 1),
            default,
            isRegression ? TargetValues.Numbers(table, model.Target, rows) : [],
            isRegression ? [] : TargetValues.Classes(table, model.Target, rows),
            table.Rows,
            table.Rows - withTarget.Length,
            HasLinearFailed: false);
        try
        {
            return judged with { Linear = linear?.Outputs(table, rows, new EncodingCounts(), threads: 1) ?? default };
        }
        catch (DataException)
        {
            // As in SimplestModels.Judge: extreme numbers.
            return judged with { HasLinearFailed = true };
        }
    }
}
