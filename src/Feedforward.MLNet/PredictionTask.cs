using Feedforward.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedforward.MLNet;

/// <summary>What a catalog of ML.NET expects: the label's type and the columns of a prediction.</summary>
internal abstract class PredictionTask
{
    /// <summary>The output of the saved ONNX model from which the columns are made.</summary>
    public const string ModelOutput = "Feedforward.Output";

    /// <summary>What is predicted.</summary>
    public abstract LearningTask Kind { get; }

    /// <summary>The task for a label as it is before there are data.</summary>
    /// <exception cref="ArgumentException">The label is of another type.</exception>
    public abstract PredictionTask For(SchemaShape.Column label);

    /// <summary>The task for a label of data.</summary>
    /// <exception cref="ArgumentException">The label is of another type.</exception>
    public abstract PredictionTask For(DataViewSchema.Column label);

    /// <summary>The label of the cursor's row as a number: a class counted from 0, or the number; NaN where it is missing.</summary>
    public abstract Func<float> LabelOf(DataViewRow row, DataViewSchema.Column label);

    /// <summary>From features to the columns of a prediction.</summary>
    /// <param name="rows">The features.</param>
    /// <param name="model">What predicts; null where only the columns are of interest.</param>
    public abstract IEstimator<ITransformer> Mapping(FeatureRows rows, TabularModel? model);

    /// <summary>From the saved model's output, <see cref="ModelOutput"/>, to the columns of a prediction; other columns may come in between.</summary>
    /// <param name="context">Makes the transformers.</param>
    public abstract IEstimator<ITransformer> AfterModel(MLContext context);

    /// <summary>The saved model's output, from the probabilities of the model's classes: for each output the class, or −1 where it is always 0. Null where they are the same.</summary>
    public virtual int[]? ClassOfOutput(TabularModel model) => null;

    /// <summary>Names of the outputs' numbers, or null.</summary>
    public virtual IReadOnlyList<string>? OutputNames => null;

    /// <summary>An estimator from a function; its output columns are those of <typeparamref name="TOutput"/>.</summary>
    protected static IEstimator<ITransformer> Mapping<TOutput>(FeatureRows rows, Action<FeatureRow, TOutput> predict, SchemaDefinition? output = null)
        where TOutput : class, new() =>
        new MLContext().Transforms.CustomMapping(predict, contractName: null, rows.Definition, output);

    /// <summary>Says what a label should be.</summary>
    protected static ArgumentException WrongLabel(string name, string found, string expected) =>
        new($"The label column '{name}' is {found}; {expected} was expected.");
}
