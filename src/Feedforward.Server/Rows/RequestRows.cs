using System.Text;
using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>The rows of one request as they are read, with what is wrong with them.</summary>
internal sealed class RequestRows
{
    /// <summary>How many faults and unknown names are told; more help nobody.</summary>
    private const int MostTold = 20;

    private readonly LoadedModel _model;
    private readonly int _mostRows;
    private readonly CellColumn[] _columns;
    private readonly int[] _lastRow;
    private readonly List<FieldFault> _faults = [];
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private int _expected;
    private int _filled;

    public RequestRows(LoadedModel model, int mostRows)
    {
        _model = model;
        _mostRows = mostRows;
        _columns = new CellColumn[model.Features.Count];
        _lastRow = new int[_columns.Length];
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i] = CellColumn.For(model.Features[i]);
            _lastRow[i] = -1;
        }
    }

    /// <summary>How many rows were read.</summary>
    public int Count { get; private set; }

    /// <summary>How many faults there are, those that are not told included.</summary>
    public int FaultCount { get; private set; }

    /// <summary>The first faults.</summary>
    public IReadOnlyList<FieldFault> Faults => _faults;

    /// <summary>The columns, in the order of the schema.</summary>
    public IReadOnlyList<CellColumn> Columns => _columns;

    /// <summary>Some names that the model does not know.</summary>
    public IReadOnlyCollection<string> Unknown => _unknown;

    /// <summary>Whether there are more rows than one request may have.</summary>
    public bool TooMany => Count > _mostRows;

    /// <summary>The column of a name that the reader stands on, or −1. Most clients write names in the order of the schema.</summary>
    public int Find(ref Utf8JsonReader json)
    {
        var next = _expected < _columns.Length ? _expected : 0;
        if (!json.ValueIsEscaped && json.ValueTextEquals(_model.Utf8Names[next]))
        {
            _expected = next + 1;
            return next;
        }

        var found = Name(ref json) is { } name ? _model.Find(name) : -1;
        _expected = found >= 0 ? found + 1 : _expected;
        return found;
    }

    /// <summary>Takes the cell of a column from the value the reader stands on.</summary>
    public void Add(int column, ref Utf8JsonReader json, string parent, int row)
    {
        var before = json;
        if (_lastRow[column] == Count)
        {
            json.Skip();
            Fault(Pointer.Of(Place(parent, row), Name(column)), "this column was given before in the same record");
            return;
        }

        _lastRow[column] = Count;
        _filled++;
        if (!_columns[column].Add(ref json))
        {
            Fault(Pointer.Of(Place(parent, row), Name(column)), $"expected {_columns[column].Expected}, found {Found(before)}");
        }
    }

    /// <summary>Takes the cell of a column as text.</summary>
    public void Add(int column, ReadOnlySpan<char> text, int row)
    {
        _lastRow[column] = Count;
        _filled++;
        if (!_columns[column].Add(text))
        {
            var expected = _columns[column].Feature.Kind == ColumnKind.Vector ? "a vector, which CSV cannot hold (send JSON)" : _columns[column].Expected;
            Fault(Pointer.Of(Place("#/rows", row), Name(column)), $"expected {expected}, found \"{Pointer.Shortened(text.ToString())}\"");
        }
    }

    /// <summary>Remembers a name that is no column of the model.</summary>
    public void AddUnknown(string name)
    {
        if (_unknown.Count < MostTold && !_model.IsLeftOut(name))
        {
            _unknown.Add(name);
        }
    }

    /// <summary>Ends a row: whatever was not given is a fault.</summary>
    public void EndRow(string parent, int row)
    {
        if (_filled < _columns.Length)
        {
            for (var column = 0; column < _columns.Length; column++)
            {
                if (_lastRow[column] != Count)
                {
                    _columns[column].AddMissing();
                    Fault(Pointer.Of(Place(parent, row), Name(column)), $"expected {_columns[column].Expected}, found nothing; a missing value is null");
                }
            }
        }

        (_filled, _expected) = (0, 0);
        Count++;
    }

    /// <summary>Says that all cells of all columns have been added.</summary>
    public void SetCount(int count) => Count = count;

    /// <summary>Notes a fault.</summary>
    public void Fault(string pointer, string detail)
    {
        FaultCount++;
        if (_faults.Count < MostTold)
        {
            _faults.Add(new FieldFault(pointer, detail));
        }
    }

    /// <summary>The network's inputs for the rows, which have no faults.</summary>
    /// <param name="counts">Counts cells that the training part did not have.</param>
    public Matrix<float> Encode(EncodingCounts counts)
    {
        var columns = new TableColumn[_columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = _columns[i].ToColumn();
        }

        return _model.Model.Preprocessing.Encode(Table.Of(columns), counts);
    }

    /// <summary>The text of a name, or null where it is none.</summary>
    public static string? Name(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What somebody sent, in few words.</summary>
    public static string Found(Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.Null => "null",
        JsonTokenType.String => $"\"{Pointer.Shortened(Name(ref json) ?? Encoding.UTF8.GetString(json.ValueSpan))}\"",
        _ => Pointer.Shortened(Encoding.UTF8.GetString(json.ValueSpan)),
    };

    private string Name(int column) => _columns[column].Feature.Name;

    /// <summary>A record alone is not in an array.</summary>
    private static string Place(string parent, int row) => row < 0 ? parent : Pointer.Of(parent, row);
}
