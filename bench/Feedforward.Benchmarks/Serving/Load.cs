using System.Diagnostics;

namespace Feedforward.Benchmarks.Serving;

/// <summary>Asks a server on this machine for one prediction after another over a number of connections.</summary>
internal static class Load
{
    /// <summary>Runs for a time; a thread for each connection, each with one request under way.</summary>
    /// <exception cref="InvalidOperationException">An answer is not 200.</exception>
    public static LoadResult Run(int port, byte[] request, int connections, TimeSpan time)
    {
        var ticks = new List<long>[connections];
        var faults = new int[connections];
        using var begin = new Barrier(connections + 1);
        var end = 0L;
        var threads = Enumerable.Range(0, connections).Select(i => new Thread(() =>
        {
            var mine = ticks[i] = new List<long>(1 << 16);
            using var connection = new HttpConnection(port);
            begin.SignalAndWait();
            for (var started = Stopwatch.GetTimestamp(); started < Volatile.Read(ref end);)
            {
                faults[i] += connection.Send(request) == 200 ? 0 : 1;
                var now = Stopwatch.GetTimestamp();
                mine.Add(now - started);
                started = now;
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        var beginning = Stopwatch.GetTimestamp();
        Volatile.Write(ref end, long.MaxValue);
        begin.SignalAndWait();
        beginning = Stopwatch.GetTimestamp();
        Volatile.Write(ref end, beginning + (long)(time.TotalSeconds * Stopwatch.Frequency));
        threads.ForEach(thread => thread.Join());
        var seconds = Stopwatch.GetElapsedTime(beginning).TotalSeconds;
        if (faults.Sum() is > 0 and var count)
        {
            throw new InvalidOperationException($"{count} answers were not 200.");
        }

        long[] all = [.. ticks.SelectMany(list => list)];
        Array.Sort(all);
        return new LoadResult(all.Length / seconds, Milliseconds(0.5), Milliseconds(0.99));

        double Milliseconds(double share) => all[Math.Min(all.Length - 1, (int)(share * all.Length))] * 1e3 / Stopwatch.Frequency;
    }
}
