namespace Feedforward.Tabular;

/// <summary>How a file or a stream of rows is read.</summary>
public sealed record ReadOptions
{
    /// <summary>
    /// The texts that mean "no value", next to the empty cell: <c>NA</c>, <c>N/A</c>, <c>#N/A</c>, <c>NaN</c>,
    /// <c>nan</c>, <c>null</c>, <c>NULL</c> and <c>?</c>.
    /// </summary>
    public static IReadOnlyList<string> DefaultMissingMarks { get; } = ["NA", "N/A", "#N/A", "NaN", "nan", "null", "NULL", "?"];

    /// <summary>The defaults.</summary>
    // Below the marks, which it reads when it is made.
    public static ReadOptions Default { get; } = new();

    /// <summary>What separates the cells of a CSV file; null to detect it among comma, semicolon, tab and bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether numbers are written 1,5 rather than 1.5.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>Whether the first row of a CSV file holds the columns' names. Without it they are named c0, c1, ….</summary>
    public bool Header { get; init; } = true;

    /// <summary>
    /// The texts that mean "no value". An empty cell always does. Compared letter by letter, after blanks around
    /// the cell are removed.
    /// </summary>
    public IReadOnlyList<string> MissingMarks { get; init; } = DefaultMissingMarks;

    /// <summary>The texts that mean "no value" in given columns, in place of <see cref="MissingMarks"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> MissingMarksOf { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>
    /// What given columns hold, where it is known before reading. A column said to be a category keeps its text
    /// exactly (01234 stays 01234); a column said to be a number fails on the first cell that is none.
    /// </summary>
    public IReadOnlyDictionary<string, ColumnKind> Types { get; init; } = new Dictionary<string, ColumnKind>();

    /// <summary>The most threads that read a table; 0 for all processors. The table does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>The longest row of a CSV file, in characters. A missing closing quote otherwise swallows the rest of a file.</summary>
    public int MaximumRowLength { get; init; } = 4 << 20;
}
