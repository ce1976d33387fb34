using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Feedforward.Tabular;

public sealed partial class Table
{
    private const int ProgressRows = 4096;

    /// <summary>Reads all rows of a stream into memory.</summary>
    /// <param name="rows">The rows; not disposed.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <param name="rowsRead">Told now and then how many rows were read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DataException">A row cannot be read; the message names its line.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static Table Read(
        DbDataReader rows, ReadOptions? options = null, IProgress<long>? rowsRead = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        options ??= ReadOptions.Default;
        if ((rows as IdxRows)?.ReadTable(options.Threads, rowsRead, cancellationToken) is { } images)
        {
            return images;
        }

        var assembler = new TableAssembler(rows, options);
        (rows as CsvRows)?.InBlocks()?.Read(assembler, options.Threads, rowsRead, cancellationToken);
        while (assembler.Read())
        {
            if (assembler.Count % ProgressRows == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                rowsRead?.Report(assembler.Count);
            }
        }

        rowsRead?.Report(assembler.Count);
        return assembler.ToTable();
    }

    /// <summary>Reads a CSV, Parquet or IDX file into memory; see <see cref="TableFile.Open"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <param name="rowsRead">Told now and then how many rows were read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DataException">The file or a row cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static Table Load(
        string path, ReadOptions? options = null, IProgress<long>? rowsRead = null, CancellationToken cancellationToken = default)
    {
        using var rows = TableFile.Open(path, options);
        return Read(rows, options, rowsRead, cancellationToken);
    }

    /// <summary>Starts a table over objects; say next which columns it has.</summary>
    /// <typeparam name="T">The type of a row.</typeparam>
    /// <param name="rows">The rows, walked through once for each column.</param>
    /// <example><code>
    /// var table = Table.From(people).Number("age", p => p.Age).Text("city", p => p.City).ToTable();
    /// </code></example>
    public static TableRows<T> From<T>(IEnumerable<T> rows) => new(rows);

    /// <summary>A table over the public properties of objects: numbers, texts, truth values, dates and <c>float[]</c>.</summary>
    /// <typeparam name="T">The type of a row, such as a record.</typeparam>
    /// <param name="rows">The rows, walked through once for each column.</param>
    /// <exception cref="DataException">A property is of another type.</exception>
    public static Table FromRecords<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IEnumerable<T> rows)
    {
        var table = From(rows);
        foreach (var property in typeof(T).GetProperties())
        {
            if (property.GetIndexParameters().Length > 0 || !property.CanRead || property.GetMethod!.IsStatic)
            {
                continue;
            }

            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var name = property.Name;
            _ = type == typeof(float[]) ? table.Vector(name, row => (float[])property.GetValue(row)!)
                : type == typeof(bool) ? table.Boolean(name, row => (bool?)property.GetValue(row))
                : type == typeof(DateTime) ? table.Date(name, row => (DateTime?)property.GetValue(row))
                : type == typeof(DateOnly) ? table.Date(name, row => ((DateOnly?)property.GetValue(row))?.ToDateTime(TimeOnly.MinValue))
                : type == typeof(string) || type.IsEnum ? table.Text(name, row => property.GetValue(row)?.ToString())
                : Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal
                    ? table.Number(name, row => property.GetValue(row) is IConvertible number ? number.ToDouble(null) : null)
                : throw new DataException($"The property '{name}' is a {type.Name}; numbers, texts, truth values, dates and float[] can be columns.", column: name);
        }

        return table.ToTable();
    }
}
