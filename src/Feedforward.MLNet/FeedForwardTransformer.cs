using Feedforward.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedforward.MLNet;

/// <summary>
/// A trained network as a transformer of ML.NET: adds the columns of its task's predictions. The predictions are the library's own,
/// bit by bit. What is saved is an ONNX model, which ML.NET runs by its OnnxTransformer after loading.
/// </summary>
public sealed class FeedForwardTransformer : ITransformer
{
    private readonly PredictionTask _task;
    private readonly FeatureRows _rows;
    private readonly ITransformer _mapping;

    internal FeedForwardTransformer(PredictionTask task, TabularResult result, FeatureRows rows)
    {
        (_task, Result, _rows) = (task, result, rows);
        _mapping = task.Mapping(rows, result.Model).Fit(rows.None());
    }

    /// <summary>How the training went, and the model.</summary>
    public TabularResult Result { get; }

    /// <summary>
    /// The model, to use it without ML.NET or to write it with <see cref="Onnx.ModelFile"/>. Its columns are the numbers of the
    /// features, called by their slot names or <c>Features[0]</c>, <c>Features[1]</c>, …; its classes are numbered from 0.
    /// </summary>
    public TabularModel Model => Result.Model;

    /// <inheritdoc/>
    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _mapping.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => _mapping.Transform(input);

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => _mapping.GetRowToRowMapper(inputSchema);

    /// <summary>Writes transformers of ML.NET that compute the same: this one itself could not be loaded, as ML.NET keeps the way to name a loader to itself.</summary>
    void ICanSaveModel.Save(ModelSaveContext ctx) => SavedPipeline.Save(_task, Model, _rows, ctx);
}
