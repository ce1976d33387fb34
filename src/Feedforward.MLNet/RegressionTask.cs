using Feedforward.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Feedforward.MLNet;

/// <summary>A number: the label is a Single, the prediction is <c>Score</c>.</summary>
internal sealed class RegressionTask : PredictionTask
{
    public override LearningTask Kind => LearningTask.Regression;

    public override PredictionTask For(SchemaShape.Column label) =>
        label.Kind == SchemaShape.Column.VectorKind.Scalar && label.ItemType == NumberDataViewType.Single ? this
        : throw WrongLabel(label.Name, $"{label.Kind} of {label.ItemType}", "a Single");

    public override PredictionTask For(DataViewSchema.Column label) =>
        label.Type == NumberDataViewType.Single ? this : throw WrongLabel(label.Name, label.Type.ToString()!, "a Single");

    public override Func<float> LabelOf(DataViewRow row, DataViewSchema.Column label)
    {
        var (read, value) = (row.GetGetter<float>(label), 0f);
        return () =>
        {
            read(ref value);
            return value;
        };
    }

    public override IEstimator<ITransformer> Mapping(FeatureRows rows, TabularModel? model) => Mapping<Output>(rows, (row, output) =>
    {
        Span<float> prediction = [0];
        rows.Predict(model!, row.Features, prediction);
        output.Score = prediction[0];
    });

    public override IEstimator<ITransformer> AfterModel(MLContext context) =>
        context.Transforms.CustomMapping(new Contract().GetMapping(), Contract.Name);

    /// <summary>The columns of a prediction.</summary>
    internal sealed class Output
    {
        /// <summary>The predicted number.</summary>
        public float Score { get; set; }
    }

    /// <summary>What the saved model gives.</summary>
    internal sealed class Saved
    {
        /// <summary>One number.</summary>
        [ColumnName(ModelOutput)]
        [VectorType]
        public float[] Prediction { get; set; } = [];
    }

    /// <summary>From a vector of one number to the number; ML.NET finds it by its name when it loads a model.</summary>
    [CustomMappingFactoryAttribute(Name)]
    internal sealed class Contract : CustomMappingFactory<Saved, Output>
    {
        public const string Name = "Feedforward.Regression";

        public override Action<Saved, Output> GetMapping() => Map;

        private static void Map(Saved saved, Output output) => output.Score = saved.Prediction[0];
    }
}
