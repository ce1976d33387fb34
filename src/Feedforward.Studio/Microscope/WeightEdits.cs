using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>Parameters that a request sets to other values. The model itself never changes.</summary>
internal sealed class WeightEdits
{
    private readonly List<(string Block, int Row, int Column, float Value, float Before)> _edits = [];

    /// <summary>Reads <c>edits</c>, a list of objects with block, row, column (counted from 0) and value.</summary>
    /// <exception cref="ArgumentException">One is no such object, or there is no such parameter.</exception>
    public WeightEdits(Parameters parameters, TabularModel model)
    {
        Model = model;
        if (parameters.Element("edits") is not { } edits)
        {
            return;
        }

        if (edits.ValueKind != JsonValueKind.Array)
        {
            throw new ArgumentException("'edits' is to be a list of objects with block, row, column and value.");
        }

        var network = model.Network;
        var changed = network.Parameters.ToArray();
        foreach (var edit in edits.EnumerateArray())
        {
            var one = new Parameters(edit);
            var name = one.Text("block");
            var block = network.Blocks.FirstOrDefault(block => block.Name == name)
                ?? throw new ArgumentException($"The network has no parameters '{name}'; it has {string.Join(", ", network.Blocks.Select(block => block.Name).Take(20))}.");
            var (row, column) = ((int)one.Whole("row", 0, block.Rows - 1, 0), (int)one.Whole("column", 0, block.Columns - 1));
            var place = block.Offset + (row * block.Columns) + column;
            changed[place] = (float)one.Number("value", -float.MaxValue, float.MaxValue);
            _edits.Add((name, row, column, changed[place], network.Parameters[place]));
        }

        Model = _edits.Count > 0 ? model.WithParameters(changed, network.State) : model;
    }

    /// <summary>The model with the other values.</summary>
    public TabularModel Model { get; }

    /// <summary>Whether there is an edit.</summary>
    public bool Any => _edits.Count > 0;

    /// <summary>Writes <c>edits</c>, each with the value that it takes the place of.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("edits");
        foreach (var (block, row, column, value, before) in _edits)
        {
            json.WriteStartObject();
            json.WriteString("block", block);
            json.WriteNumber("row", row);
            json.WriteNumber("column", column);
            json.Write("value", value);
            json.Write("before", before);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
