using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Feedforward.Server;

namespace Feedforward.Studio;

/// <summary>
/// The events as a stream (server-sent events, WHATWG HTML § 9.2) that each page keeps open. Events carry their numbers, so that a page that comes
/// back gets what it missed, once. Events that happen close together travel as one message, each on a line of its own, under the number of the last.
/// Pictures carry none; a slow page gets the newest and misses those before.
/// </summary>
internal sealed class EventStream(EventLog log)
{
    /// <summary>At most ten messages a second: a fast training has thousands of epochs in one, and each message costs both sides.</summary>
    private static readonly TimeSpan MessageTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Something is said at least this often, so that both sides find out when the other is gone.</summary>
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(10);

    /// <summary>How many pages read at the moment.</summary>
    public static int Open => Volatile.Read(ref s_open);

    private static int s_open;

    /// <summary>Answers until the page goes away or the studio ends. <c>run</c> in the query names the run whose pictures are wanted, <c>after</c> the last event that is known.</summary>
    public async ValueTask AnswerAsync(Exchange exchange)
    {
        var parameters = new Parameters(exchange.Query);
        var run = parameters.OptionalText("run");
        string? header = exchange.Headers["Last-Event-ID"];
        var isNew = header is null && !parameters.Has("after");
        var last = long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : parameters.Whole("after", -1, long.MaxValue >> 11, log.Newest);
        var writer = exchange.Begin("text/event-stream");
        Interlocked.Increment(ref s_open);
        log.Watch(run ?? "", 1);
        try
        {
            await WriteAsync(writer, run, last, isNew, exchange.Aborted);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The page is gone.
        }
        finally
        {
            log.Watch(run ?? "", -1);
            Interlocked.Decrement(ref s_open);
        }
    }

    private async Task WriteAsync(PipeWriter writer, string? run, long last, bool isNew, CancellationToken cancellation)
    {
        var events = new List<ReadOnlyMemory<byte>>();
        var version = 0L;
        var clock = Stopwatch.StartNew();
        var next = TimeSpan.Zero;

        // Sent as a whole: pieces written straight into a response that has not begun did not all arrive.
        var text = new ArrayBufferWriter<byte>(1024);
        // A page that knows none is told where it begins: if it is hidden before the first event, it can still say what it has.
        Write(text, "retry: 1000\n\n");
        if (isNew)
        {
            Write(text, $"id: {last}\nevent: begin\ndata: {{}}\n\n");
        }

        while (!log.IsOver && !cancellation.IsCancellationRequested)
        {
            var news = log.News;
            events.Clear();
            if (log.Read(last, events))
            {
                last += events.Count;
                Write(text, events, last);
            }
            else
            {
                // Too much was missed, or the numbers are not ours: the page loads everything anew and goes on from here.
                last = log.Newest;
                Write(text, $"id: {last}\nevent: reset\ndata: {{}}\n\n");
            }

            if (run is not null && log.Picture(run, ref version) is { } picture)
            {
                Write(text, "event: picture\ndata: ");
                text.Write(picture.Span);
                Write(text, "\n\n");
            }

            if (text.WrittenCount > 0)
            {
                await writer.WriteAsync(text.WrittenMemory, cancellation);
                text.ResetWrittenCount();

                // Counted from when it was due, so that a late message does not delay those after it.
                var now = clock.Elapsed;
                next = TimeSpan.FromTicks(Math.Max((next + MessageTime).Ticks, (now + (MessageTime / 2)).Ticks));
                await Task.Delay(next - now, cancellation);
            }

            await WaitAsync(text, news, cancellation);
        }
    }

    private static void Write(ArrayBufferWriter<byte> text, List<ReadOnlyMemory<byte>> events, long last)
    {
        if (events.Count == 0)
        {
            return;
        }

        Write(text, $"id: {last}\n");
        foreach (var json in events)
        {
            Write(text, "data: ");
            text.Write(json.Span);
            Write(text, "\n");
        }

        Write(text, "\n");
    }

    private static async Task WaitAsync(IBufferWriter<byte> text, Task news, CancellationToken cancellation)
    {
        try
        {
            await news.WaitAsync(QuietTime, cancellation);
        }
        catch (TimeoutException)
        {
            Write(text, ": still here\n\n");
        }
    }

    private static void Write(IBufferWriter<byte> writer, string text) => Encoding.UTF8.GetBytes(text, writer);
}
