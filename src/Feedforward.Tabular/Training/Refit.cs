using System.Globalization;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>
/// Training anew on all rows, those that had been held back among them, for as many epochs as proved best. Nothing is left to judge
/// that network by, so the metrics, the temperature and the intervals remain those of the first.
/// </summary>
internal static class Refit
{
    /// <summary>The plan and network trained on all rows; null where that was stopped or diverged, and the first model stays.</summary>
    /// <param name="plan">For all rows, without validation.</param>
    /// <param name="epochs">How many epochs proved best; the schedules are those of the whole training.</param>
    /// <param name="timeLeft">Until the time limit, or null.</param>
    /// <param name="report">Told of each epoch.</param>
    /// <param name="notices">Takes what became of it.</param>
    /// <param name="saved">Where an earlier run stood in this; or null.</param>
    /// <param name="drive">Does the steps until the trainer's end or that of the given function; null for no more than that.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Network? Of(
        TrainingPlan plan,
        int epochs,
        TimeSpan? timeLeft,
        Action<Epoch> report,
        List<Notice> notices,
        TrainingCheckpoint? saved,
        Action<Trainer, Func<TrainingStep>, Func<bool>>? drive,
        CancellationToken cancellation)
    {
        var trainer = new Trainer(plan.Network, plan.Train!, plan.Options with { TimeLimit = timeLeft, Patience = null });
        if (saved is not null)
        {
            trainer.Resume(saved);
        }

        bool IsDone() => trainer.Epochs.Count >= epochs;
        TrainingStep Advance()
        {
            var step = trainer.Advance(cancellation);
            if (step.Epoch is { } epoch)
            {
                report(epoch);
            }

            return step;
        }

        if (drive is not null)
        {
            drive(trainer, Advance, IsDone);
        }

        while (!trainer.IsOver && !IsDone())
        {
            Advance();
        }

        if (IsDone())
        {
            Say($"The {epochs} epochs that proved best were trained again on all {plan.Train!.Count} rows; the metrics of the validation part are those of the first training.");
            return trainer.Current;
        }

        Say($"Training again on all rows ended before its {epochs} epochs were done ({trainer.Reason}); the model is that of the first training.");
        return null;

        void Say(FormattableString text) => notices.Add(new Notice(NoticeKind.Training, null, text.ToString(CultureInfo.InvariantCulture)));
    }
}
