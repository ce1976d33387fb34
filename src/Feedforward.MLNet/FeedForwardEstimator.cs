using Feedforward.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedforward.MLNet;

/// <summary>
/// Trains a feed-forward network on a features and a label column of ML.NET. Each number of the features is a column of its own to the
/// library, so each is scaled by itself.
/// </summary>
/// <remarks>
/// Of the <see cref="TabularOptions"/> these do not go with ML.NET and are refused: <see cref="TabularOptions.From"/>,
/// <see cref="TabularOptions.TestTable"/>, <see cref="TabularOptions.Types"/> and <see cref="TabularOptions.Drop"/>.
/// <see cref="TabularOptions.Task"/> is that of the catalog. No rows are held back for a test unless <see cref="TabularOptions.Test"/>
/// says so, as ML.NET evaluates on rows of its own; rows for validation are. Probabilities are calibrated unless
/// <see cref="TabularOptions.Calibrate"/> says no. Classes are numbered from 0 (of a key: its value − 1) wherever the options name one.
/// </remarks>
public sealed class FeedForwardEstimator : IEstimator<FeedForwardTransformer>
{
    private readonly PredictionTask _task;
    private readonly TabularOptions _options;
    private readonly string _features;
    private readonly IProgress<TabularEpoch>? _progress;

    internal FeedForwardEstimator(PredictionTask task, TabularOptions options, string featureColumnName, IProgress<TabularEpoch>? progress)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Target, nameof(options));
        ArgumentException.ThrowIfNullOrEmpty(featureColumnName);
        if (options.From is not null || options.TestTable is not null || options.Types.Count > 0 || options.Drop.Count > 0
            || (options.Task is { } wanted && wanted != task.Kind))
        {
            throw new ArgumentException(
                $"From, TestTable, Types and Drop do not go with ML.NET, and the task is the catalog's, {task.Kind}. Leave them out.", nameof(options));
        }

        (_task, _options, _features, _progress) = (task, options, featureColumnName, progress);
    }

    /// <summary>Trains on the rows of a view that have a label.</summary>
    /// <param name="input">The rows.</param>
    /// <exception cref="DataException">The rows cannot be learned from; the message says why.</exception>
    /// <exception cref="ArgumentException">A column is not there or of another type, or an option is out of range.</exception>
    /// <exception cref="DivergedException">The training diverged.</exception>
    public FeedForwardTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var label = Column(input.Schema, _options.Target);
        var features = Column(input.Schema, _features);
        if (features.Type is not VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType item } || item != NumberDataViewType.Single)
        {
            throw new ArgumentException($"The column '{_features}' is {features.Type}; a vector of Single of a fixed length was expected.");
        }

        var task = _task.For(label);
        var table = TrainingTable.Read(input, features, label, task);
        var empty = table.Columns.Where(column => column.Name != label.Name && column.MissingCount == column.Count).Select(column => column.Name).ToList();
        var options = _options with
        {
            Task = task.Kind,
            Test = _options.Test ?? 0,
            Calibrate = _options.Calibrate ?? true,
            Drop = empty,
            Types = table.Columns.Where(column => column.Name != label.Name).Select(column => column.Name).Except(empty)
                .ToDictionary(name => name, _ => ColumnKind.Number),
        };
        var result = TabularTrainer.Fit(table, options, _progress);
        result.Training.ThrowIfDiverged();
        var places = table.Columns.Select((column, place) => (column.Name, place)).ToDictionary(column => column.Name, column => column.place);
        int[] slots = [.. result.Model.Schema.Features.Select(feature => places[feature.Name])];
        return new FeedForwardTransformer(task, result, new FeatureRows(_features, table.Columns.Count - 1, slots));
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var label = inputSchema.FirstOrDefault(column => column.Name == _options.Target);
        if (label.Name is null)
        {
            throw new ArgumentException($"There is no label column '{_options.Target}'. The columns are {string.Join(", ", inputSchema.Select(column => column.Name))}.");
        }

        // Only ML.NET can make a column of a shape; a mapping with the same columns makes the ones that are needed.
        return _task.For(label).Mapping(new FeatureRows(_features, 1, []), model: null).GetOutputSchema(inputSchema);
    }

    private static DataViewSchema.Column Column(DataViewSchema schema, string name) => schema.GetColumnOrNull(name)
        ?? throw new ArgumentException($"There is no column '{name}'. The columns are {string.Join(", ", schema.Where(column => !column.IsHidden).Select(column => column.Name))}.");
}
