using Feedforward.Studio;
using Feedforward.Tabular;

namespace Feedforward.Cli.Progress;

/// <summary>Shows a training in the studio's page as well as where it is shown anyway.</summary>
internal sealed class StudioView(ITrainingView inner, FollowedRun run) : ITrainingView
{
    /// <inheritdoc/>
    public void Read(Table table) => run.Table = table;

    /// <inheritdoc/>
    public void Begin(TrainingPlan plan)
    {
        run.Begin(plan.Data, plan.Rows, plan.Schema, plan.Options);
        inner.Begin(plan);
    }

    /// <inheritdoc/>
    public void Note(Notice notice)
    {
        run.Note(notice);
        inner.Note(notice);
    }

    /// <inheritdoc/>
    public T Follow<T>(Func<IProgress<TabularEpoch>, T> train) => inner.Follow(progress => train(new EpochProgress(epoch =>
    {
        run.Report(epoch);
        progress.Report(epoch);
    })));

    /// <inheritdoc/>
    public void End(TabularResult result, string model, Judgement judgement, TimeSplit times)
    {
        run.End(result, model);
        inner.End(result, model, judgement, times);
    }

    /// <inheritdoc/>
    public void End(CrossValidationResult result, TimeSpan elapsed) => inner.End(result, elapsed);

    /// <inheritdoc/>
    public void Report(StreamingProgress progress) => inner.Report(progress);

    /// <inheritdoc/>
    public void Reported(string report) => inner.Reported(report);

    /// <inheritdoc/>
    public void Fail(Failure failure)
    {
        run.Fail(failure.Message);
        inner.Fail(failure);
    }
}
