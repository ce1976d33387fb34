using System.Data.Common;

namespace Feedforward.Tabular;

/// <summary>Some consecutive rows of a stream: those that could be read as a table, the others as errors.</summary>
internal sealed class BlockOfRows(TableAssembler assembler, DbDataReader rows, int[] kept, RowErrors onError)
{
    private readonly List<long> _lines = [];
    private readonly List<int> _places = [];
    private readonly List<RowError> _errors = [];
    private readonly List<IReadOnlyList<string?>> _kept = [];

    /// <summary>How many rows, bad ones included.</summary>
    public int Count => _lines.Count;

    /// <summary>Where each row began.</summary>
    public IReadOnlyList<long> Lines => _lines;

    /// <summary>For each row of the table its place among all rows of the block.</summary>
    public IReadOnlyList<int> Places => _places;

    public IReadOnlyList<RowError> Errors => _errors;

    public IReadOnlyList<IReadOnlyList<string?>> Kept => _kept;

    /// <summary>Reads one more row; false at the end.</summary>
    public bool Read()
    {
        try
        {
            if (!assembler.Read())
            {
                return false;
            }

            _places.Add(Count);
            _lines.Add(assembler.Line);
            _kept.Add(KeptCells());
            return true;
        }
        catch (DataException e) when (onError == RowErrors.Mark && (rows is not RowReader reader || reader.CanContinue))
        {
            // A cell that cannot be read leaves the others readable; a ragged row does not.
            var line = e.Row ?? assembler.Line;
            _errors.Add(new RowError(Count, line, e.Column, e.Message));
            _lines.Add(line);
            _kept.Add(e.Column is null ? new string?[kept.Length] : KeptCells());
            return true;
        }
    }

    public Table ToTable() => assembler.ToTable();

    private string?[] KeptCells() => Array.ConvertAll(kept, ordinal => Cell.Text(rows, ordinal) is { IsEmpty: false } text ? text.ToString() : null);
}
