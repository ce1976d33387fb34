namespace Feedforward.Tabular;

/// <summary>
/// A column of texts, each distinct text stored once. Booleans are the texts <c>false</c> and <c>true</c>, dates are
/// in ISO 8601 (2026-01-31, or 2026-01-31T18:30:00).
/// </summary>
public sealed class TextColumn : TableColumn
{
    /// <summary>The code of a missing cell.</summary>
    public const int Missing = -1;

    private readonly int[] _codes;
    private readonly string[] _values;

    /// <summary>Creates the column over arrays, which are not copied.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="codes">For each row the place of its text in <paramref name="values"/>, or −1 where it is missing.</param>
    /// <param name="values">The distinct texts.</param>
    /// <exception cref="ArgumentException">A code is outside the values.</exception>
    public TextColumn(string name, int[] codes, string[] values)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(values);
        foreach (var code in codes)
        {
            if (code < Missing || code >= values.Length)
            {
                throw new ArgumentException($"The code {code} is not one of −1 to {values.Length - 1}.", nameof(codes));
            }

            MissingCount += code == Missing ? 1 : 0;
        }

        _codes = codes;
        _values = values;
    }

    /// <summary>For each row the place of its text in <see cref="Values"/>, or −1 where it is missing.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>The distinct texts, in the order they first occurred. Some may occur in no row of a selection.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <inheritdoc/>
    public override int Count => _codes.Length;

    /// <inheritdoc/>
    public override int MissingCount { get; }

    /// <summary>A column of the given texts; null is a missing cell.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="cells">One text a row.</param>
    public static TextColumn From(string name, IEnumerable<string?> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var codes = new List<int>();
        var texts = new TextDictionary();
        foreach (var cell in cells)
        {
            codes.Add(cell is null ? Missing : texts.CodeOf(cell));
        }

        return new TextColumn(name, [.. codes], [.. texts.Values]);
    }

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _codes[row] == Missing;

    /// <inheritdoc/>
    public override string? TextAt(int row) => IsMissing(row) ? null : _values[_codes[row]];

    /// <inheritdoc/>
    public override TableColumn Select(ReadOnlySpan<int> rows)
    {
        var codes = new int[rows.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = _codes[rows[i]];
        }

        return new TextColumn(Name, codes, _values);
    }

    internal override object ValueAt(int row) => (object?)TextAt(row) ?? DBNull.Value;
}
