using System.Globalization;
using System.Text;
using Feedforward.Losses;
using Feedforward.Onnx;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>A Python program that predicts a row with ONNX Runtime; see docs/model-file.md.</summary>
internal static class PythonSnippet
{
    /// <summary>Writes it.</summary>
    public static string Of(OpenedModel opened, Table row)
    {
        var model = opened.Model;
        var text = new StringBuilder("import numpy as np, onnxruntime\n\n");
        text.Append($"session = onnxruntime.InferenceSession({RowLiterals.Quoted(opened.File)})\n");
        string[] outputs = model.Task != LearningTask.Regression ? ["label", "probabilities"]
            : ["prediction", .. Where(model.Loss.Name == Loss.GaussianLikelihood.Name, "deviation"), .. Where(model.Conformal is not null, "lower", "upper")];
        text.Append($"{string.Join(", ", outputs)}{(outputs.Length == 1 ? "," : "")} = session.run([{string.Join(", ", outputs.Select(RowLiterals.Quoted))}], {{\n");
        foreach (var input in TableInput.Of(model))
        {
            text.Append($"    {RowLiterals.Quoted(input.Name)}: np.array([{Cell(input, row[input.Column])}], {(input.IsText ? "object" : "np.float32")}),\n");
        }

        text.Append($"}})\nprint({string.Join(", ", outputs.Select(output => $"{output}[0]"))})\n");
        return text.ToString();
    }

    private static string[] Where(bool isThere, params string[] names) => isThere ? names : [];

    private static string Cell(TableInput input, TableColumn cells) => cells switch
    {
        VectorColumn vector => $"[{string.Join(", ", vector.Values.Row(0).ToArray().Select(RowLiterals.Number))}]",
        _ when input.IsText => $"[{RowLiterals.Quoted(cells.TextAt(0) ?? input.MissingText)}]",
        _ => $"[{(Number(input, cells) is { } number && float.IsFinite(number) ? RowLiterals.Number(number) : "np.nan")}]",
    };

    private static float? Number(TableInput input, TableColumn cells) => cells switch
    {
        _ when cells.IsMissing(0) => null,
        NumberColumn number => number.Values[0],
        _ when input.Part is { } part => ColumnView.TryDate(cells.TextAt(0)!, out var date) && date is { } known ? DatePartScale.Of(known.Item1, part) : null,
        _ => float.TryParse(cells.TextAt(0), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
    };
}
