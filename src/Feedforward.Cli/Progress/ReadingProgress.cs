using System.Diagnostics;
using Feedforward.Cli.Rendering;

namespace Feedforward.Cli.Progress;

/// <summary>Says how many rows were read, on a screen and where it takes time; leaves nothing behind.</summary>
internal sealed class ReadingProgress(Terminal terminal, string name) : IProgress<long>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Stopwatch _sinceShown = Stopwatch.StartNew();
    private bool _isShown;

    /// <inheritdoc/>
    public void Report(long value)
    {
        if (terminal.IsLive && _sinceShown.Elapsed > Pause)
        {
            _isShown = true;
            _sinceShown.Restart();
            terminal.Error.Write($"\r{name}: {Format.Count(value)} rows");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isShown)
        {
            terminal.Error.Write("\r\e[K");
        }
    }
}
