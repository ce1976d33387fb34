using System.Data.Common;

namespace Feedforward.Tabular;

/// <summary>Collects the cells of one column while rows are read.</summary>
internal abstract class ColumnBuilder(string name)
{
    public string Name { get; } = name;

    /// <summary>Takes the cell of the current row.</summary>
    /// <exception cref="DataException">The cell does not hold what the column holds; nothing was taken.</exception>
    public abstract void Append(DbDataReader rows, int ordinal, long line);

    /// <summary>Takes back the last cell.</summary>
    public abstract void RemoveLast();

    /// <summary>Whether the cells are known to be texts.</summary>
    public virtual bool IsText => false;

    /// <summary>Where the cells of a block of a CSV text are gathered.</summary>
    public virtual CsvBlockColumn NewBlock() => throw new NotSupportedException();

    /// <summary>Takes the cells of the next block.</summary>
    /// <param name="block">The block's cells, all of them regular.</param>
    /// <param name="line">The line of its first row; each row has one.</param>
    public virtual void Append(CsvBlockColumn block, long line) => throw new NotSupportedException();

    /// <summary>Takes memory for so many rows.</summary>
    public virtual void Reserve(int rows)
    {
    }

    public abstract TableColumn ToColumn();

    /// <summary>The notice about what was read, or null.</summary>
    public virtual Notice? Notice => null;

    /// <summary>The builder for a column of a reader.</summary>
    public static ColumnBuilder For(DbDataReader rows, int ordinal, ReadOptions options, CellText text)
    {
        var name = rows.GetName(ordinal);
        var type = rows.GetFieldType(ordinal);
        type = Nullable.GetUnderlyingType(type) ?? type;
        var told = options.Types.TryGetValue(name, out var kind) ? kind : (ColumnKind?)null;
        if (type == typeof(float[]) || type == typeof(double[]))
        {
            return new VectorBuilder(name);
        }

        if (told == ColumnKind.Number)
        {
            return new NumberBuilder(name, text);
        }

        if (told is ColumnKind.Category or ColumnKind.Boolean or ColumnKind.Date)
        {
            return IsNumber(type) ? new NumberBuilder(name, text) : new TextBuilder(name, text);
        }

        if (IsNumber(type))
        {
            return new NumberBuilder(name, text);
        }

        var mayBeAnything = type == typeof(string) || type == typeof(object);
        return mayBeAnything && rows is not RowReader { IsUntyped: false } ? new InferringBuilder(name, text) : new TextBuilder(name, text);
    }

    private static bool IsNumber(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;
}
