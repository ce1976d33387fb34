namespace Feedforward.Tabular.Tests.Streaming;

/// <summary>Tells at once, on the thread that reports.</summary>
internal sealed class Told(Action<StreamingProgress> tell) : IProgress<StreamingProgress>
{
    public void Report(StreamingProgress value) => tell(value);
}
