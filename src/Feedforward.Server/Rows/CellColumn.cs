using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>The cells of one column of a request, each read as what the model takes the column for.</summary>
internal abstract class CellColumn
{
    /// <summary>Texts mean here what they mean in a CSV file.</summary>
    private protected static readonly CellText Text = new(ReadOptions.Default);

    private protected CellColumn(FeatureColumn feature) => Feature = feature;

    /// <summary>The column of the schema.</summary>
    public FeatureColumn Feature { get; }

    /// <summary>What a cell should be, such as <c>a number</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>Takes the JSON value that the reader stands on, and goes to its end.</summary>
    /// <returns>Whether it is what was expected. If not, a missing cell was added.</returns>
    public abstract bool Add(ref Utf8JsonReader json);

    /// <summary>Takes a cell as text, as in a CSV file.</summary>
    /// <returns>Whether it is what was expected. If not, a missing cell was added.</returns>
    public abstract bool Add(ReadOnlySpan<char> text);

    /// <summary>Adds a cell without a value.</summary>
    public abstract void AddMissing();

    /// <summary>The cells.</summary>
    public abstract TableColumn ToColumn();

    /// <summary>An empty column for a feature.</summary>
    public static CellColumn For(FeatureColumn feature) => feature.Kind switch
    {
        ColumnKind.Number => new NumberCells(feature),
        ColumnKind.Boolean => new BooleanCells(feature),
        ColumnKind.Date => new DateCells(feature),
        ColumnKind.Vector => new VectorCells(feature),
        _ => new CategoryCells(feature),
    };

    /// <summary>The text of a JSON string; false for one whose escapes are half of a character.</summary>
    private protected static bool TryText(ref Utf8JsonReader json, out string text)
    {
        try
        {
            text = json.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = string.Empty;
            return false;
        }
    }
}
