namespace Feedforward.Cli.Lessons;

/// <summary>Hands each report on at once, on the thread it comes from.</summary>
internal sealed class Reports<T>(Action<T> report) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => report(value);
}
