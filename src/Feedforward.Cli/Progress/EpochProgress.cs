using Feedforward.Tabular;

namespace Feedforward.Cli.Progress;

/// <summary>Hands each epoch on as it comes, on the thread it comes from.</summary>
internal sealed class EpochProgress(Action<TabularEpoch> report) : IProgress<TabularEpoch>
{
    /// <inheritdoc/>
    public void Report(TabularEpoch value) => report(value);
}
