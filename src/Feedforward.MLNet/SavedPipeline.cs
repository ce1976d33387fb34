using Feedforward.Tabular;
using Microsoft.ML;

namespace Feedforward.MLNet;

/// <summary>The transformers of ML.NET that a model is saved as: OnnxTransformer, and what makes a prediction's columns of its output.</summary>
internal static class SavedPipeline
{
    /// <summary>Writes them.</summary>
    /// <exception cref="ModelFileException">The model has a part that ONNX cannot express.</exception>
    public static void Save(PredictionTask task, TabularModel model, FeatureRows rows, ModelSaveContext into)
    {
        var context = new MLContext();
        var folder = Directory.CreateTempSubdirectory("feedforward-");
        try
        {
            // ML.NET reads the file once more when it saves.
            var file = Path.Combine(folder.FullName, "model.onnx");
            File.WriteAllBytes(file, RowModel.Of(task, model, rows));
            var pipeline = context.Transforms.CopyColumns(RowModel.Input, rows.Column)
                .Append(context.Transforms.ApplyOnnxModel(PredictionTask.ModelOutput, RowModel.Input, file))
                .Append(task.AfterModel(context))
                .Append(context.Transforms.DropColumns(RowModel.Input, PredictionTask.ModelOutput))
                .Fit(rows.None());
            using (pipeline)
            {
                ((ICanSaveModel)pipeline).Save(into);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
