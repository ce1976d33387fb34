using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>A column of numbers.</summary>
public sealed class NumberColumn : TableColumn
{
    private readonly float[] _values;

    /// <summary>Creates the column over an array, which is not copied.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">One number a row; NaN where the value is missing. Infinite numbers are refused.</param>
    /// <exception cref="DataException">A number is infinite.</exception>
    public NumberColumn(string name, float[] values)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        for (var row = 0; row < values.Length; row++)
        {
            if (float.IsInfinity(values[row]))
            {
                throw new DataException($"Column '{name}' has an infinite number in row {row + 1}; use NaN for a missing value.", row + 1, name);
            }

            MissingCount += float.IsNaN(values[row]) ? 1 : 0;
        }

        _values = values;
    }

    /// <summary>The numbers, one a row; NaN where the value is missing.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <inheritdoc/>
    public override int Count => _values.Length;

    /// <inheritdoc/>
    public override int MissingCount { get; }

    /// <inheritdoc/>
    public override bool IsMissing(int row) => float.IsNaN(_values[row]);

    /// <inheritdoc/>
    public override string? TextAt(int row) => IsMissing(row) ? null : Text(_values[row]);

    /// <inheritdoc/>
    public override TableColumn Select(ReadOnlySpan<int> rows)
    {
        var values = new float[rows.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _values[rows[i]];
        }

        return new NumberColumn(Name, values);
    }

    /// <summary>The shortest invariant text of a number: 1, 1.5, -0.25, 1E+20. Minus zero is 0.</summary>
    internal static string Text(float value) => (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture);

    internal override object ValueAt(int row) => IsMissing(row) ? DBNull.Value : _values[row];
}
