using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Feedforward.Benchmarks.Serving;

/// <summary>A server in a process of its own on this machine, which says in its first line where it listens.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The physical memory it has, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The processor time it took.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <exception cref="InvalidOperationException">It does not begin to listen.</exception>
    public static ServerProcess Start(params IReadOnlyList<string> words)
    {
        var process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardOutput = true })!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (AddressPattern().Match(line) is { Success: true } address)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new ServerProcess(process, int.Parse(address.Groups[1].Value, CultureInfo.InvariantCulture));
            }
        }

        process.Dispose();
        throw new InvalidOperationException($"{string.Join(' ', words)} did not begin to listen.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:([0-9]+)")]
    private static partial Regex AddressPattern();
}
