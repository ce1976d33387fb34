using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Serving;

/// <summary>Our server under load for minutes, with malformed requests among the good ones: which status codes come, and whether memory grows.</summary>
internal static class Soak
{
    private const int Connections = 16;
    private const int Samples = 12;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(0.1);
    private static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(10);

    /// <summary>Runs the load.</summary>
    /// <param name="words">What starts the server, the model's file being added.</param>
    /// <param name="time">How long.</param>
    /// <returns>The memory over time, with the status codes below.</returns>
    public static ResultTable Run(string[] words, TimeSpan time)
    {
        var file = Path.Combine(Path.GetTempPath(), $"feedforward-soak-{Guid.NewGuid():N}.onnx");
        var record = Encoding.UTF8.GetBytes(ServedTable.Write(ServedTable.Names[0], file));
        try
        {
            using var server = ServerProcess.Start([.. words, file, "--port", "0", "--max-queue", "8"]);
            var statuses = new ConcurrentDictionary<int, long>();
            var times = new long[(int)(LongestTime / Step)];
            var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
            var threads = Enumerable.Range(0, Connections).Select(i => new Thread(() => Ask(server.Port, record, i, end, statuses, times))).ToList();
            threads.ForEach(thread => thread.Start());
            var table = new ResultTable(
                "soak", new Column("seconds", "seconds", "F0"), new Column("answers", "answers", "F0"), new Column("resident MB", "resident_mb", "F1"));
            for (var sample = 1; sample <= Samples; sample++)
            {
                Thread.Sleep(time / Samples);
                table.Add(time.TotalSeconds * sample / Samples, (double)statuses.Values.Sum(), server.ResidentBytes / 1e6);
            }

            threads.ForEach(thread => thread.Join());
            table.Notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{Connections} connections, a fifth of the requests malformed, at most 8 requests taken at a time. Answers: {string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} × {(pair.Key == 0 ? "closed" : pair.Key.ToString(CultureInfo.InvariantCulture))}"))}."));
            table.Notes.Add(string.Create(CultureInfo.InvariantCulture, $"Of those answered with 200 half took at most {Quantile(times, 0.5):F1} ms, 99 of 100 at most {Quantile(times, 0.99):F1} ms, the longest {Quantile(times, 1):F1} ms."));
            return statuses.Keys.Any(status => status >= 500 && status != 503)
                ? throw new InvalidOperationException($"The server was at fault: {table.Notes[0]}")
                : table;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static double Quantile(long[] times, double share)
    {
        var (wanted, seen) = (times.Sum() * share, 0L);
        for (var i = 0; i < times.Length; i++)
        {
            seen += times[i];
            if (seen >= wanted)
            {
                return (i + 1) * Step.TotalMilliseconds;
            }
        }

        return double.NaN;
    }

    private static void Ask(int port, byte[] record, int seed, long end, ConcurrentDictionary<int, long> statuses, long[] times)
    {
        var random = new Random(seed);
        var good = HttpConnection.Request(port, "/predict", "application/json", record);
        HttpConnection? connection = null;
        while (Stopwatch.GetTimestamp() < end)
        {
            var status = 0;
            var started = Stopwatch.GetTimestamp();
            try
            {
                connection ??= new HttpConnection(port);
                status = connection.Send(random.Next(5) > 0 ? good : Malformed(port, record, random));
            }
            catch (SocketException)
            {
                // The server closed what it could not understand.
            }

            statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
            if (status == 200)
            {
                Interlocked.Increment(ref times[Math.Min(times.Length - 1, (int)(Stopwatch.GetElapsedTime(started) / Step))]);
            }

            if (status == 0 || !connection!.IsOpen)
            {
                connection?.Dispose();
                connection = null;
            }
        }

        connection?.Dispose();
    }

    private static byte[] Malformed(int port, byte[] record, Random random)
    {
        var body = record.ToArray();
        for (var change = random.Next(5); change >= 0; change--)
        {
            body[random.Next(body.Length)] = (byte)random.Next(256);
        }

        return random.Next(10) switch
        {
            0 => HttpConnection.Request(port, "/predict", "text/plain", body),
            1 => HttpConnection.Request(port, "/predict", "text/csv", body),
            2 => HttpConnection.Request(port, "/v2/models/nobody/infer", "application/json", body),
            3 => Encoding.ASCII.GetBytes("NOT HTTP AT ALL\r\n\r\n"),
            4 => HttpConnection.Request(port, "/predict", "application/json", body[..random.Next(body.Length)]),
            5 => HttpConnection.Request(port, "/predict", "application/json", Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("{\"n0\":\"x\"}", 200))}]")),
            _ => HttpConnection.Request(port, "/predict", "application/json", body),
        };
    }
}
