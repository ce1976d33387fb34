using System.Diagnostics;
using System.Text;
using Spectre.Console;

namespace Feedforward.Cli;

/// <summary>Where a verb reads from and writes to: results go to standard output, everything on the way to standard error.</summary>
internal sealed class Terminal
{
    private const int PlainWidth = 160;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private List<QueuedStream> _queues = [];

    /// <summary>Streams that are not a terminal: nothing is coloured or redrawn.</summary>
    public Terminal(TextWriter output, TextWriter error, Stream input)
        : this(output, error, () => input, Plain(output), Plain(error), isLive: false)
    {
    }

    private Terminal(TextWriter output, TextWriter error, Func<Stream> input, IAnsiConsole results, IAnsiConsole notes, bool isLive)
    {
        Output = output;
        Error = error;
        OpenInput = input;
        Results = results;
        Notes = notes;
        IsLive = isLive;
    }

    /// <summary>A terminal that nobody sees.</summary>
    public static Terminal Unseen(Ranks ranks) => new(TextWriter.Null, TextWriter.Null, Stream.Null) { Ranks = ranks };

    /// <summary>The processes started together with this one.</summary>
    public Ranks Ranks { get; init; } = Ranks.None;

    /// <summary>When the program began, as <see cref="Stopwatch.GetTimestamp"/> gives it.</summary>
    public long Started { get; } = Stopwatch.GetTimestamp();

    /// <summary>Standard output, for text that a program may read. Buffered: flushed at the end, or where a line is to be seen at once.</summary>
    public TextWriter Output { get; }

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; }

    /// <summary>Opens standard input.</summary>
    public Func<Stream> OpenInput { get; }

    /// <summary>Standard output, for what is drawn.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>Standard error, for what is drawn.</summary>
    public IAnsiConsole Notes { get; }

    /// <summary>Whether standard error is a screen on which lines can be drawn anew.</summary>
    public bool IsLive { get; }

    /// <summary>Whether nobody reads standard output any more, as behind <c>| head</c>: what is written is then lost.</summary>
    public bool IsAbandoned => Output is StreamWriter { BaseStream: OutputPipe { IsAbandoned: true } };

    /// <summary>Hands on what was written; gives the fault where standard output cannot take it, such as a full disk.</summary>
    public async Task<Exception?> TryFlushAsync()
    {
        try
        {
            await Output.FlushAsync(CancellationToken.None);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault;
        }
    }

    /// <summary>Waits until what was written has gone out, or for the time given where the reader takes nothing.</summary>
    public void Drain(TimeSpan patience) => _queues.ForEach(queue => queue.Drain(patience));

    /// <summary>The streams of this process.</summary>
    public static Terminal OfProcess(Ranks ranks)
    {
        // A launcher may put a terminal between a rank and a file, so what looks like a screen is none, and the console must not write its codes there.
        // Ranks also make their calls on one thread, and a live screen has the training on another.
        if (ranks.AreLaunched)
        {
            Environment.SetEnvironmentVariable("TERM", "dumb");
        }

        List<QueuedStream> queues = [];
        var output = new StreamWriter(Queued(OutputPipe.Find() ?? Console.OpenStandardOutput()), Utf8, 1 << 16);
        var error = new StreamWriter(Queued(Console.OpenStandardError()), Utf8) { AutoFlush = true };
        var dumb = Environment.GetEnvironmentVariable("TERM") is "dumb" or null or "" && !OperatingSystem.IsWindows();
        var colourless = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var isLive = !Console.IsErrorRedirected && !dumb;
        return new Terminal(
            output,
            error,
            Console.OpenStandardInput,
            Console.IsOutputRedirected || dumb || colourless ? Plain(output, Console.IsOutputRedirected || ranks.AreLaunched ? null : Width()) : Colourful(output, colourless),
            isLive ? Colourful(error, colourless) : Plain(error),
            isLive)
        {
            Ranks = ranks,
            _queues = queues,
        };

        Stream Queued(Stream stream)
        {
            if (!ranks.AreLaunched)
            {
                return stream;
            }

            queues.Add(new QueuedStream(stream));
            return queues[^1];
        }
    }

    private static int? Width()
    {
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static IAnsiConsole Plain(TextWriter writer) => Plain(writer, null);

    private static IAnsiConsole Plain(TextWriter writer, int? width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = width ?? PlainWidth;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    private static IAnsiConsole Colourful(TextWriter writer, bool colourless)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = colourless ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = Width() ?? 100;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
