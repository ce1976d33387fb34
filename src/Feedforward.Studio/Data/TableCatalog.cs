using System.Globalization;
using System.Text;
using Feedforward.Tabular;
using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Studio;

/// <summary>
/// The tables by name: the built-in sets, the one the studio was started with, and those that were dropped, drawn or computed, which are kept in a folder.
/// Beside each table's file stands one with its settings, NAME.json.
/// </summary>
internal sealed class TableCatalog
{
    private const string Kept = ".json";
    private const string Unfinished = ".upload";

    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly Dictionary<string, StudioTable> _tables = new(StringComparer.Ordinal);
    private Table? _latest;

    /// <summary>Finds the tables of before.</summary>
    /// <param name="options">Has the folder, and the data the studio is started with.</param>
    /// <exception cref="DataException">There is no such file or built-in set to start with.</exception>
    public TableCatalog(StudioOptions options)
    {
        _folder = Path.Combine(options.Folder, "data");
        foreach (var set in BuiltInData.All)
        {
            Put(set.Name, new TableSettings { Title = set.Name, Origin = set.Description, BuiltIn = set.Name });
        }

        string[] kept = Directory.Exists(_folder) ? Directory.GetFiles(_folder, $"*{Kept}") : [];
        foreach (var file in kept.Order(StringComparer.Ordinal))
        {
            try
            {
                Put(Path.GetFileNameWithoutExtension(file), TableSettings.Parse(File.ReadAllBytes(file)));
            }
            catch (Exception fault) when (fault is ArgumentException or IOException or UnauthorizedAccessException)
            {
                options.Log?.Invoke($"The settings of a table were left out. {file}: {fault.Message}");
            }
        }

        First = options.Data is { } word ? BuiltInData.Find(word)?.Name ?? Started(word) : null;
    }

    /// <summary>The table the studio was started with, or null.</summary>
    public string? First { get; }

    /// <summary>All tables: the built-in sets first, the others in the order of their names.</summary>
    public IReadOnlyList<StudioTable> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _tables.Values.OrderBy(table => BuiltInData.Find(table.Name) is null).ThenBy(table => table.Name, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>The table of a name.</summary>
    /// <exception cref="NotThereException">There is none.</exception>
    public StudioTable Find(string name)
    {
        lock (_lock)
        {
            return _tables.TryGetValue(name, out var table)
                ? table
                : throw new NotThereException($"There is no table '{name}'. The screen Data lists the tables there are.");
        }
    }

    /// <summary>The rows of a table, which stay in memory until another table is asked for.</summary>
    /// <exception cref="DataException">They cannot be read.</exception>
    public Table Rows(StudioTable table) => _latest = table.Table;

    /// <summary>A new file to write a table to that is about to come.</summary>
    public string NewFile()
    {
        Directory.CreateDirectory(_folder);
        return Path.Combine(_folder, $"{Guid.NewGuid():N}{Unfinished}");
    }

    /// <summary>Takes over a file that was written to the place of <see cref="NewFile"/>, if it can be read; else it is deleted.</summary>
    /// <param name="file">The file.</param>
    /// <param name="settings">Its title, origin and how to read it. The title's ending is kept.</param>
    /// <exception cref="DataException">It cannot be read.</exception>
    public StudioTable Add(string file, TableSettings settings)
    {
        try
        {
            var table = new StudioTable("", settings, file).Table;
            if (table.Rows == 0)
            {
                throw new DataException($"{settings.Title}: the table has a header but no rows.");
            }

            lock (_lock)
            {
                if (Same(file, settings) is { } known)
                {
                    File.Delete(file);
                    return known;
                }

                var name = FreeName(settings.Title);
                var kept = name + EndingOf(file);
                File.Move(file, Path.Combine(_folder, kept));
                return Keep(name, settings with { File = kept });
            }
        }
        catch
        {
            File.Delete(file);
            throw;
        }
    }

    /// <summary>Keeps a table that was drawn or computed.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="settings">Its title, origin and target.</param>
    public StudioTable Add(Table table, TableSettings settings)
    {
        var file = NewFile();
        using (var output = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        {
            TableCsv.Write(table, output);
        }

        // What was made has no missing cells, whatever its texts are; and its first line is its header.
        return Add(file, settings with { Reading = settings.Reading with { Delimiter = ',', MissingMarks = [] } });
    }

    /// <summary>Rows of a built-in set other than the usual ones.</summary>
    /// <param name="set">The set.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="seed">Which.</param>
    /// <param name="noise">The factor of its noise; with another than 1 the rows are kept as a file.</param>
    public StudioTable Add(BuiltInData set, int rows, ulong seed, double noise)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{set.Name}-{rows}-{seed}");
        if (noise != 1)
        {
            var origin = string.Create(CultureInfo.InvariantCulture, $"{set.Description} {rows} rows of seed {seed} with {noise} times the usual noise.");
            return Add(set.Generate(seed, rows, noise).ToTable(), new TableSettings { Title = words, Origin = origin, Target = set.TargetName });
        }

        lock (_lock)
        {
            return rows == set.DefaultCount && seed == 0 ? Find(set.Name)
                : _tables.GetValueOrDefault(words)
                ?? Keep(words, new TableSettings { Title = words, Origin = set.Description, BuiltIn = set.Name, Rows = rows, Seed = seed });
        }
    }

    /// <summary>Reads a table in another way, and keeps that if it can be read so.</summary>
    /// <exception cref="DataException">It cannot; all stays as it was.</exception>
    public StudioTable Change(StudioTable table, TableSettings settings)
    {
        var changed = new StudioTable(table.Name, settings, table.Path);
        _latest = changed.Table;
        lock (_lock)
        {
            Write(table.Name, settings);
            return _tables[table.Name] = changed;
        }
    }

    /// <summary>Forgets a table; its file is deleted if it is the studio's own. A built-in set is as it was at first.</summary>
    public void Remove(StudioTable table)
    {
        lock (_lock)
        {
            _tables.Remove(table.Name);
            File.Delete(Path.Combine(_folder, table.Name + Kept));
            if (table.Settings.File is { } file && !Path.IsPathRooted(file))
            {
                File.Delete(Path.Combine(_folder, file));
            }

            if (BuiltInData.Find(table.Name) is { } set)
            {
                Put(set.Name, new TableSettings { Title = set.Name, Origin = set.Description, BuiltIn = set.Name });
            }
        }
    }

    private string Started(string word)
    {
        if (!File.Exists(word))
        {
            throw new DataException(
                $"There is no file '{word}' and no built-in set of that name; these are: {string.Join(", ", BuiltInData.All.Select(set => set.Name))}.");
        }

        var path = Path.GetFullPath(word);
        lock (_lock)
        {
            return (_tables.Values.FirstOrDefault(table => table.Settings.File == path)
                ?? Keep(FreeName(Path.GetFileName(path)), new TableSettings { Title = Path.GetFileName(path), File = path })).Name;
        }
    }

    private StudioTable Keep(string name, TableSettings settings)
    {
        Write(name, settings);
        return Put(name, settings);
    }

    private void Write(string name, TableSettings settings)
    {
        Directory.CreateDirectory(_folder);
        SafeReplacement.Write(Path.Combine(_folder, name + Kept), stream => stream.Write(settings.ToJson()));
    }

    private StudioTable Put(string name, TableSettings settings) =>
        _tables[name] = new StudioTable(name, settings, settings.File is { } file ? Path.Combine(_folder, file) : null);

    /// <summary>The table that was dropped before with the same name and the same bytes, to be read in the same way.</summary>
    private StudioTable? Same(string file, TableSettings settings)
    {
        var length = new FileInfo(file).Length;
        var json = settings.ToJson();
        var hash = new Lazy<string>(() => TableFile.Hash(file));
        return _tables.Values.FirstOrDefault(table =>
            table.Path is { } path && table.Title == settings.Title && File.Exists(path) && new FileInfo(path).Length == length
            && (table.Settings with { File = null }).ToJson().AsSpan().SequenceEqual(json) && TableFile.Hash(path) == hash.Value);
    }

    private string FreeName(string title)
    {
        var letters = string.Concat(Path.GetFileNameWithoutExtension(title).ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' ? letter : '-'));
        letters = letters.Trim('-') is { Length: > 0 } some ? some[..Math.Min(some.Length, 60)] : "table";
        var name = letters;
        for (var number = 2; _tables.ContainsKey(name) || File.Exists(Path.Combine(_folder, name + Kept)); number++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{letters}-{number}");
        }

        return name;
    }

    private static string EndingOf(string file)
    {
        using var stream = File.OpenRead(file);
        Span<byte> start = stackalloc byte[4];
        return stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual("PAR1"u8) ? ".parquet" : ".csv";
    }
}
