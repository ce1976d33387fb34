using System.Text;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>A C# program that predicts a row with a dictionary; see docs/csharp.md.</summary>
internal static class CSharpSnippet
{
    /// <summary>Writes it.</summary>
    public static string Of(OpenedModel opened, Table row)
    {
        var model = opened.Model;
        var text = new StringBuilder("using Feedforward.Onnx;\nusing Feedforward.Tabular;\n\n");
        text.Append($"TabularModel model = ModelFile.Load({RowLiterals.Quoted(opened.File)});\n");
        text.Append("Prediction prediction = model.Predict(new Dictionary<string, object?>\n{\n");
        foreach (var feature in model.Schema.Features)
        {
            text.Append($"    [{RowLiterals.Quoted(feature.Name)}] = {Cell(feature, row)},\n");
        }

        text.Append("});\nConsole.WriteLine(prediction.Text);\n");
        if (model.Task != LearningTask.Regression)
        {
            text.Append("foreach (var (label, probability) in prediction.Probabilities)\n{\n    Console.WriteLine($\"{label}: {probability}\");\n}\n");
        }

        return text.ToString();
    }

    private static string Cell(FeatureColumn feature, Table row) => row[feature.Name] is VectorColumn vector
        ? $"new float[] {{ {string.Join(", ", vector.Values.Row(0).ToArray().Select(number => RowLiterals.Number(number) + "f"))} }}"
        : RowLiterals.Json(feature, row);
}
