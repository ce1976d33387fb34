using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>
/// A stream of rows that also knows where in its source it is. What remains of <see cref="DbDataReader"/> for a
/// source to write is <see cref="Line"/>, the columns, <see cref="DbDataReader.Read"/> and <see cref="DbDataReader.GetValue"/>.
/// </summary>
public abstract class RowReader : DbDataReader
{
    private const DynamicallyAccessedMemberTypes FieldTypeMembers =
        DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties;

    private bool _closed;

    /// <summary>Where the current row begins: the line of a text file, else the row, both counted from 1.</summary>
    public abstract long Line { get; }

    /// <summary>How many rows there are, or null where only reading tells.</summary>
    public virtual long? RowCount => null;

    /// <summary>Whether the cells are plain text whose meaning has to be found out, as in a CSV file.</summary>
    public virtual bool IsUntyped => false;

    /// <summary>Whether reading can go on with the next row after <see cref="DbDataReader.Read"/> threw a <see cref="DataException"/>.</summary>
    public virtual bool CanContinue => true;

    /// <summary>What a person should know about the source.</summary>
    public virtual IReadOnlyList<Notice> Notices => [];

    /// <summary>The width of a vector column; 1 for any other.</summary>
    /// <param name="ordinal">The column, counted from 0.</param>
    public virtual int GetWidth(int ordinal) => 1;

    /// <summary>A cell as invariant text; empty where it is missing.</summary>
    /// <param name="ordinal">The column, counted from 0.</param>
    public virtual ReadOnlySpan<char> GetText(int ordinal) =>
        Convert.ToString(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <summary>A cell of a vector column, valid until the next row is read.</summary>
    /// <param name="ordinal">The column, counted from 0.</param>
    public virtual ReadOnlySpan<float> GetVector(int ordinal) => (float[])GetValue(ordinal);

    /// <inheritdoc/>
    [return: DynamicallyAccessedMembers(FieldTypeMembers)]
    public abstract override Type GetFieldType(int ordinal);

    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => GetValue(ordinal) is DBNull;

    /// <inheritdoc/>
    public override int GetOrdinal(string name)
    {
        for (var i = 0; i < FieldCount; i++)
        {
            if (GetName(i) == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"There is no column '{name}'.", nameof(name));
    }

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <inheritdoc/>
    public override int Depth => 0;

    /// <inheritdoc/>
    public override bool HasRows => RowCount != 0;

    /// <inheritdoc/>
    public override bool IsClosed => _closed;

    /// <inheritdoc/>
    public override int RecordsAffected => -1;

    /// <inheritdoc/>
    public override bool NextResult() => false;

    /// <inheritdoc/>
    public override void Close() => _closed = true;

    /// <inheritdoc/>
    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    /// <inheritdoc/>
    public override string GetString(int ordinal) => GetText(ordinal).ToString();

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => Convert.ToBoolean(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => Convert.ToByte(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override char GetChar(int ordinal) => Convert.ToChar(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override DateTime GetDateTime(int ordinal) => Convert.ToDateTime(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) => Convert.ToDecimal(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal) => Convert.ToDouble(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => Convert.ToSingle(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => GetValue(ordinal) is Guid guid ? guid : Guid.Parse(GetText(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => Convert.ToInt16(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => Convert.ToInt32(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override long GetInt64(int ordinal) => Convert.ToInt64(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException("Rows of a table hold no bytes.");

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException("Read the cell with GetText.");

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this);
}
