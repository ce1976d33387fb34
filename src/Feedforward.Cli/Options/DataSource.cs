using System.Data.Common;
using Feedforward.Cli.Progress;
using Feedforward.Tabular;
using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Cli.Options;

/// <summary>
/// What DATA means: the name of a built-in set, <c>-</c> for standard input, or a file. A built-in name wins over a file of
/// the same name; write ./digits to mean the file.
/// </summary>
internal sealed class DataSource
{
    /// <summary>The word for standard input.</summary>
    public const string StandardInput = "-";

    private readonly string _word;
    private readonly BuiltInData? _builtIn;
    private readonly ulong _seed;
    private readonly int? _rows;

    private DataSource(string word, BuiltInData? builtIn, ulong seed, int? rows)
    {
        _word = word;
        _builtIn = builtIn;
        _seed = seed;
        _rows = rows;
    }

    /// <summary>The names of the built-in sets.</summary>
    public static IEnumerable<string> BuiltInNames => BuiltInData.All.Select(data => data.Name);

    /// <summary>How to call it: without the folders of a file.</summary>
    public string Name => _word == StandardInput ? "standard input" : _builtIn?.Name ?? System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(_word));

    /// <summary>Whether it names a file or a folder, be that there or not.</summary>
    public bool IsFile => _builtIn is null && _word != StandardInput;

    /// <summary>The file or the folder; null where it is none.</summary>
    public string? Path => IsFile && (File.Exists(_word) || Directory.Exists(_word)) ? _word : null;

    /// <summary>Whether it is a built-in set.</summary>
    public bool IsBuiltIn => _builtIn is not null;

    /// <summary>The target of a built-in set; null where the person has to name it.</summary>
    public string? Target => _builtIn?.TargetName;

    /// <summary>The data of a name.</summary>
    /// <param name="word">The word of the command line.</param>
    /// <param name="seed">Which rows of a built-in set.</param>
    /// <param name="rows">How many, or null.</param>
    public static DataSource Named(string word, ulong seed, int? rows) => new(word, BuiltInData.Find(word), seed, rows);

    /// <summary>All rows in memory.</summary>
    /// <param name="terminal">Where to say how far reading is.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="DataException">The data cannot be read; the message begins with their name.</exception>
    public Table Load(Terminal terminal, ReadOptions options, CancellationToken cancellation)
    {
        if (_builtIn is not null)
        {
            return _builtIn.Generate(_seed, _rows).ToTable();
        }

        using var progress = new ReadingProgress(terminal, Name);
        return Named(() =>
        {
            if (IsFile && Directory.Exists(_word))
            {
                return RowSource.Open(_word, options, cancellation).ReadAll();
            }

            using var rows = Open(terminal, options);
            return Table.Read(rows, options, progress, cancellation);
        });
    }

    /// <summary>The rows a block at a time.</summary>
    /// <exception cref="DataException">The data cannot be read that way; the message says why.</exception>
    public RowSource Stream(ReadOptions options, CancellationToken cancellation) =>
        IsFile ? RowSource.Open(_word, options, cancellation) : throw new DataException($"{Name} cannot be read a block at a time; name a file or a folder.");

    /// <summary>The SHA-256 of the file in hexadecimal digits; null where it is none.</summary>
    public string? Hash() => _builtIn is null && File.Exists(_word) ? TableFile.Hash(_word) : null;

    /// <summary>The rows one after another.</summary>
    /// <param name="terminal">Has the standard input.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="DataException">The data cannot be opened; the message begins with their name.</exception>
    public DbDataReader Open(Terminal terminal, ReadOptions options) => Named(() =>
        _builtIn is not null ? _builtIn.Generate(_seed, _rows).ToTable().ToReader()
        : _word == StandardInput ? TableFile.OpenCsv(terminal.OpenInput(), options)
        : File.Exists(_word) ? TableFile.Open(_word, options)
        : throw new DataException(NoSuchFile()));

    /// <summary>Puts the data's name before the message of whatever is wrong with them.</summary>
    public T Named<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DataException e) when (!e.Message.Contains(Name, StringComparison.Ordinal))
        {
            throw new DataException($"{Name}: {e.Message}", e.Row, e.Column, e);
        }
    }

    private string NoSuchFile()
    {
        if (Directory.Exists(_word))
        {
            return $"'{_word}' is a directory, and only train takes all files of one; name a file in it.";
        }

        var near = NearNames.Of(_word, BuiltInNames);
        return $"There is no file '{_word}'"
            + (System.IO.Path.HasExtension(_word) || _word.Contains(System.IO.Path.DirectorySeparatorChar) ? "."
                : near.Count > 0 ? $"; did you mean the built-in set {string.Join(" or ", near)}?"
                : $", and no built-in set of that name; these are: {string.Join(", ", BuiltInNames)}.");
    }
}
