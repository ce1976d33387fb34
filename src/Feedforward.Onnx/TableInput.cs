using Feedforward.Onnx.Format;
using Feedforward.Onnx.Graphs;
using Feedforward.Tabular;

namespace Feedforward.Onnx;

/// <summary>An input of the model file's graph.</summary>
/// <param name="Name">What it is called in the graph.</param>
/// <param name="Column">The column that it takes, or takes a part of.</param>
/// <param name="IsText">Whether it takes texts; else numbers, NaN where missing.</param>
/// <param name="Part">The part of a date that it takes; null for other columns.</param>
/// <param name="MissingText">The text of a missing cell.</param>
internal sealed record TableInput(string Name, string Column, bool IsText, DatePart? Part, string MissingText)
{
    /// <summary>The inputs of a model, in the order of the graph.</summary>
    /// <exception cref="ModelFileException">The model has a part that ONNX cannot express.</exception>
    public static IReadOnlyList<TableInput> Of(TabularModel model)
    {
        var inputs = TableGraph.Of(model).Inputs;
        var found = new List<TableInput>(inputs.Count);
        foreach (var encoder in model.Preprocessing.Encoders.Where(encoder => encoder.Width > 0))
        {
            IEnumerable<DatePart?> parts = encoder is DateEncoder date ? date.Parts.Select(part => (DatePart?)part.Part) : [null];
            var missing = encoder switch
            {
                CategoryEncoder category => CategoryNodes.MissingText(category.Categories),
                CategoryCodeEncoder category => CategoryNodes.MissingText(category.Categories),
                _ => "",
            };
            foreach (var part in parts)
            {
                var input = inputs[found.Count];
                found.Add(new TableInput(input.Name, encoder.Column, input.Type == ElementType.String, part, missing));
            }
        }

        return found;
    }
}
