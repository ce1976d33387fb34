using System.Diagnostics.CodeAnalysis;
using Parquet;

namespace Feedforward.Tabular;

/// <summary>The rows of a Parquet file; one row group is held in memory at a time. Lists, maps and structures are left out with a notice.</summary>
internal sealed class ParquetRows : RowReader
{
    private readonly ParquetReader _file;
    private readonly List<ParquetColumn> _columns = [];
    private readonly List<Notice> _notices = [];
    private readonly int _end;
    private int _group;
    private int _rowInGroup;
    private int _groupRows;
    private long _row;

    /// <param name="stream">The file.</param>
    /// <param name="firstGroup">The first row group to read.</param>
    /// <param name="groups">How many row groups to read at most.</param>
    public ParquetRows(Stream stream, int firstGroup = 0, int groups = int.MaxValue)
    {
        _file = Guarded(() => ParquetReader.CreateAsync(stream, leaveStreamOpen: false), "The file cannot be read as Parquet");
        _group = firstGroup - 1;
        _end = (int)Math.Min((long)firstGroup + groups, _file.RowGroupCount);
        for (var group = 0; group < firstGroup; group++)
        {
            _row += _file.Metadata?.RowGroups[group].NumRows ?? 0;
        }

        foreach (var field in _file.Schema.DataFields)
        {
            if (field.MaxRepetitionLevel == 0 && ParquetColumn.For(field) is { } column)
            {
                _columns.Add(column);
            }
            else
            {
                _notices.Add(new Notice(
                    NoticeKind.Unreadable,
                    field.Path.ToString(),
                    $"The column '{field.Path}' was left out: a {(field.MaxRepetitionLevel > 0 ? "list" : field.ClrType.Name)} cannot be a feature."));
            }
        }
    }

    public override long Line => _row;

    public override long? RowCount => _file.Metadata?.NumRows;

    /// <summary>How many row groups the file has.</summary>
    public int GroupCount => _file.RowGroupCount;

    public override bool CanContinue => false;

    public override IReadOnlyList<Notice> Notices => _notices;

    public override int FieldCount => _columns.Count;

    public override string GetName(int ordinal) => _columns[ordinal].Name;

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => _columns[ordinal].Type;

    public override object GetValue(int ordinal) => _columns[ordinal][_rowInGroup] ?? DBNull.Value;

    public override bool Read()
    {
        _rowInGroup++;
        while (_rowInGroup >= _groupRows)
        {
            if (++_group >= _end)
            {
                return false;
            }

            _rowInGroup = 0;
            _groupRows = Guarded(
                async () =>
                {
                    using var group = _file.OpenRowGroupReader(_group);
                    var rows = checked((int)group.RowCount);
                    foreach (var column in _columns)
                    {
                        await column.Load(group, rows).ConfigureAwait(false);
                    }

                    return rows;
                },
                $"Row group {_group + 1} cannot be read");
        }

        _row++;
        return true;
    }

    public override void Close()
    {
        _file.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Close();
    }

    /// <summary>
    /// Damaged bytes surface as almost any exception of the package, a claimed size no memory has among them; all mean the
    /// same to the reader.
    /// </summary>
    private static T Guarded<T>(Func<Task<T>> read, string failure)
    {
        try
        {
            return read().GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            throw new DataException($"{failure}: {e.Message}", inner: e);
        }
    }
}
