using System.Runtime.InteropServices;

namespace Feedforward.Tabular;

/// <summary>
/// Columns of a table as bytes of this machine's order, for a file that no other process reads and for processes that train together on machines of
/// one kind: numbers as they are, texts as codes of one, two or four bytes and the texts behind them.
/// </summary>
internal static class KeptTable
{
    /// <summary>The bytes of some columns.</summary>
    /// <exception cref="DataException">One of them holds vectors.</exception>
    public static ReadOnlySpan<byte> Write(Table table, IReadOnlySet<string> columns)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        WriteLines(writer, table);
        TableColumn[] kept = [.. table.Columns.Where(column => columns.Contains(column.Name))];
        writer.Write(kept.Length);
        foreach (var column in kept)
        {
            writer.Write(column.Name);
            switch (column)
            {
                case NumberColumn numbers:
                    writer.Write((byte)0);
                    writer.Write(MemoryMarshal.AsBytes(numbers.Values));
                    break;
                case TextColumn texts:
                    WriteTexts(writer, texts);
                    break;
                default:
                    throw new DataException($"Column '{column.Name}' holds vectors, which cannot be streamed.", column: column.Name);
            }
        }

        writer.Flush();
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
    }

    /// <summary>The columns of such bytes.</summary>
    public static Table Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var lines = ReadLines(reader, out var rows);
        var columns = new TableColumn[reader.ReadInt32()];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = reader.ReadString();
            columns[i] = reader.ReadByte() is var width && width == 0 ? new NumberColumn(name, Numbers<float>(reader, rows)) : Texts(reader, name, width, rows);
        }

        return new Table(columns, lines, []);
    }

    private static void WriteLines(BinaryWriter writer, Table table)
    {
        var isRegular = table.Rows == 0 || table.LineOf(table.Rows - 1) - table.LineOf(0) == table.Rows - 1;
        writer.Write(table.Rows);
        writer.Write(isRegular);
        for (var row = 0; row < (isRegular ? Math.Min(1, table.Rows) : table.Rows); row++)
        {
            writer.Write(table.LineOf(row));
        }
    }

    private static LineNumbers ReadLines(BinaryReader reader, out int rows)
    {
        var lines = new LineNumbers();
        rows = reader.ReadInt32();
        if (reader.ReadBoolean())
        {
            lines.AddRows(rows > 0 ? reader.ReadInt64() : 0, rows);
            return lines;
        }

        for (var row = 0; row < rows; row++)
        {
            lines.Add(reader.ReadInt64());
        }

        return lines;
    }

    private static void WriteTexts(BinaryWriter writer, TextColumn texts)
    {
        var width = texts.Values.Count < byte.MaxValue ? sizeof(byte) : texts.Values.Count < ushort.MaxValue ? sizeof(ushort) : sizeof(int);
        writer.Write((byte)width);
        foreach (var code in texts.Codes)
        {
            // Missing is −1.
            switch (width)
            {
                case sizeof(byte):
                    writer.Write((byte)(code + 1));
                    break;
                case sizeof(ushort):
                    writer.Write((ushort)(code + 1));
                    break;
                default:
                    writer.Write(code + 1);
                    break;
            }
        }

        writer.Write(texts.Values.Count);
        foreach (var text in texts.Values)
        {
            writer.Write(text);
        }
    }

    private static TextColumn Texts(BinaryReader reader, string name, int width, int rows)
    {
        var codes = width switch
        {
            sizeof(byte) => Array.ConvertAll(Numbers<byte>(reader, rows), code => code - 1),
            sizeof(ushort) => Array.ConvertAll(Numbers<ushort>(reader, rows), code => code - 1),
            _ => Array.ConvertAll(Numbers<int>(reader, rows), code => code - 1),
        };
        var values = new string[reader.ReadInt32()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadString();
        }

        return new TextColumn(name, codes, values);
    }

    private static T[] Numbers<T>(BinaryReader reader, int count)
        where T : unmanaged
    {
        var numbers = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }
}
