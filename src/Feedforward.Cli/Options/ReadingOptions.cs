using System.CommandLine;
using Feedforward.Tabular;

namespace Feedforward.Cli.Options;

/// <summary>The options of every verb that reads data.</summary>
internal sealed class ReadingOptions
{
    private readonly Option<char?> _delimiter = TypedOption.Of<char?>(
        "--delimiter",
        "What separates the cells of a CSV file; detected among comma, semicolon, tab and bar if not given. 'tab' names the tab.",
        "CHAR",
        "one character, or 'tab'",
        text => text.Length == 1 ? text[0] : text is "tab" or "\\t" ? '\t' : null);

    private readonly Option<bool> _decimalComma = TypedOption.Switch("--decimal-comma", "Numbers are written 1,5 rather than 1.5.");
    private readonly Option<bool> _noHeader = TypedOption.Switch("--no-header", "The first row holds data; the columns are then called c0, c1, ….");
    private readonly Option<string[]> _missing = TypedOption.List(
        "--missing", $"The cells that mean 'no value', beside the empty one (default: {string.Join(' ', ReadOptions.DefaultMissingMarks)}).", "MARK,…");

    private readonly Option<int?> _rows;
    private readonly Option<ulong?> _dataSeed;
    private readonly ulong _usualSeed;

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="usualSeed">The seed of a built-in set where none is given.</param>
    public ReadingOptions(Command command, ulong usualSeed)
    {
        _usualSeed = usualSeed;
        _rows = TypedOption.Whole("--rows", "How many rows of a built-in set to make (default: as many as the set has by itself).", 1);
        _dataSeed = TypedOption.Seed("--data-seed", $"Another seed makes other rows of a built-in set (default: {usualSeed}).");
        command.Add(_delimiter);
        command.Add(_decimalComma);
        command.Add(_noHeader);
        command.Add(_missing);
        command.Add(_rows);
        command.Add(_dataSeed);
    }

    /// <summary>The data that a word of the command line names.</summary>
    public DataSource Source(ParseResult parsed, string name) =>
        DataSource.Named(name, parsed.GetValue(_dataSeed) ?? _usualSeed, parsed.GetValue(_rows));

    /// <summary>How to read.</summary>
    public ReadOptions Read(ParseResult parsed) => new()
    {
        Delimiter = parsed.GetValue(_delimiter),
        DecimalComma = parsed.GetValue(_decimalComma),
        Header = !parsed.GetValue(_noHeader),
        MissingMarks = parsed.GetResult(_missing) is null ? ReadOptions.DefaultMissingMarks : parsed.GetValue(_missing) ?? [],
    };
}
