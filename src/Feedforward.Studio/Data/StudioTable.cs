using System.Globalization;
using Feedforward.Tabular;
using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Studio;

/// <summary>A table by its name. It never changes: other settings make another one.</summary>
/// <param name="name">The name in addresses and requests.</param>
/// <param name="settings">Where it comes from and how it is read.</param>
/// <param name="path">Its file, or null for a built-in set.</param>
internal sealed class StudioTable(string name, TableSettings settings, string? path)
{
    private static readonly string[] TargetNames = ["target", "label", "class", "y", "outcome"];

    private readonly Lock _lock = new();
    private WeakReference<Table>? _table;

    /// <summary>The name in addresses and requests: small letters, digits, - and _.</summary>
    public string Name => name;

    /// <summary>Where it comes from and how it is read.</summary>
    public TableSettings Settings => settings;

    /// <summary>Its file, or null for a built-in set.</summary>
    public string? Path => path;

    /// <summary>What a person calls it.</summary>
    public string Title => settings.Title;

    /// <summary>How it is read.</summary>
    public ReadOptions Reading => settings.Reading;

    /// <summary>How the command line names the same data: a file, or a built-in set with its options.</summary>
    public string Words => settings.BuiltIn is not { } set ? path!
        : set + (settings.Rows is { } rows ? string.Create(CultureInfo.InvariantCulture, $" --rows {rows}") : "")
        + (settings.Seed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" --data-seed {settings.Seed}"));

    /// <summary>The rows. They are read on first use, and again after nobody had use for them.</summary>
    /// <exception cref="DataException">They cannot be read; the message names the table, and line and column where it can.</exception>
    public Table Table
    {
        get
        {
            lock (_lock)
            {
                if (_table?.TryGetTarget(out var table) == true)
                {
                    return table;
                }

                table = Read();
                _table = new WeakReference<Table>(table);
                return table;
            }
        }
    }

    /// <summary>The column to predict: the chosen one, that of the built-in set, one that is called like a target, or the last.</summary>
    /// <exception cref="DataException">The rows cannot be read.</exception>
    public string Target => settings.Target ?? (settings.BuiltIn is { } set ? BuiltInData.Named(set).TargetName : Guess(Table));

    /// <summary>The choices of a training on this table, so far as the table has them.</summary>
    /// <param name="target">The column to predict; null for <see cref="Target"/>.</param>
    public TabularOptions Choices(string? target = null)
    {
        var predicted = target ?? Target;
        return new TabularOptions { Target = predicted, Types = settings.Reading.Types, Drop = [.. settings.Drop.Where(column => column != predicted)] };
    }

    private Table Read()
    {
        if (settings.BuiltIn is { } set)
        {
            return BuiltInData.Named(set).Generate(settings.Seed, settings.Rows).ToTable();
        }

        try
        {
            return Table.Load(path!, settings.Reading);
        }
        catch (DataException fault)
        {
            throw new DataException($"{settings.Title}: {fault.Message}", fault.Row, fault.Column, fault);
        }
    }

    private static string Guess(Table table) =>
        (TargetNames.Select(word => table.Columns.FirstOrDefault(column => string.Equals(column.Name, word, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(column => column is not null)
            ?? table.Columns[^1]).Name;
}
