using System.Text;

namespace Feedforward.Tabular.Tuning;

/// <summary>
/// The file that keeps finished trials: a line that says of which search they are, then one JSON object a line. A line counts once its
/// newline is there, so a program or machine that stops in the middle of one costs that trial alone.
/// </summary>
/// <remarks>
/// A trial is a function of its number and its epochs, once data, options, seed and space are given. So the journal is a memory of that function: a
/// search with more trials, or of another kind, takes from it what it has.
/// </remarks>
internal sealed class TuningJournal : IDisposable
{
    private readonly FileStream _file;
    private readonly TrialLines _lines;
    private readonly Dictionary<(int Number, int Epochs), Trial> _trials = [];

    private TuningJournal(FileStream file, string path, TrialLines lines) => (_file, Path, _lines) = (file, path, lines);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What was lost to an interruption, for a person; or null.</summary>
    public string? Loss { get; private set; }

    /// <summary>Opens or begins a journal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="others">What other processes may do with it meanwhile: nothing, or read it.</param>
    /// <exception cref="DataException">It is of another search, damaged, or cannot be opened; the message says which.</exception>
    public static TuningJournal Open(string path, TrialLines lines, FileShare others = FileShare.None)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, others);
            var journal = new TuningJournal(file, path, lines);
            try
            {
                journal.Read();
                return journal;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"The journal '{path}' cannot be opened; does another search use it? {fault.Message}", inner: fault);
        }
    }

    /// <summary>The trial of a configuration with so many epochs, where the journal has it or was told of it.</summary>
    public Trial? Find(int number, int epochs) => _trials.GetValueOrDefault((number, epochs));

    /// <summary>Adds a trial and waits until the disk has it.</summary>
    public void Append(Trial trial)
    {
        Write(TrialLines.Of(trial));
        Know(trial);
    }

    /// <summary>Takes a trial that another journal keeps.</summary>
    public void Know(Trial trial) => _trials[(trial.Number, trial.Epochs)] = trial;

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Read()
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (end < bytes.Length)
        {
            Loss = $"The last line of '{Path}' was cut off by an interruption; that trial is done again.";
        }

        var lines = Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < lines.Length; i++)
        {
            if (i == 0)
            {
                _lines.Check(lines[0], Path);
            }
            else
            {
                Know(_lines.Read(lines[i], Path, i + 1));
            }
        }

        _file.SetLength(end);
        _file.Position = end;
        if (lines.Length == 0)
        {
            Write(_lines.Header());
        }
    }

    private void Write(ReadOnlySpan<byte> line)
    {
        try
        {
            _file.Write(line);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException fault)
        {
            throw new DataException($"The journal '{Path}' cannot be written: {fault.Message}", inner: fault);
        }
    }
}
