using Feedforward.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Feedforward.MLNet;

/// <summary>One of two classes: the label is a Boolean, the prediction <c>PredictedLabel</c>, <c>Score</c> and <c>Probability</c>.</summary>
internal sealed class BinaryTask : PredictionTask
{
    public override LearningTask Kind => LearningTask.Binary;

    public override PredictionTask For(SchemaShape.Column label) =>
        label.Kind == SchemaShape.Column.VectorKind.Scalar && label.ItemType == BooleanDataViewType.Instance ? this
        : throw WrongLabel(label.Name, $"{label.Kind} of {label.ItemType}", "a Boolean");

    public override PredictionTask For(DataViewSchema.Column label) =>
        label.Type == BooleanDataViewType.Instance ? this : throw WrongLabel(label.Name, label.Type.ToString()!, "a Boolean");

    public override Func<float> LabelOf(DataViewRow row, DataViewSchema.Column label)
    {
        var (read, value) = (row.GetGetter<bool>(label), false);
        return () =>
        {
            read(ref value);
            return value ? 1 : 0;
        };
    }

    public override IEstimator<ITransformer> Mapping(FeatureRows rows, TabularModel? model) => Mapping<Output>(rows, (row, output) =>
    {
        Span<float> probabilities = [0, 0];
        rows.Predict(model!, row.Features, probabilities);
        output.Take(probabilities);
    });

    public override IEstimator<ITransformer> AfterModel(MLContext context) =>
        context.Transforms.CustomMapping(new Contract().GetMapping(), Contract.Name);

    /// <summary>The columns of a prediction.</summary>
    internal sealed class Output
    {
        /// <summary>2⁻²⁴: a smaller probability cannot be told from 0 beside 1, and its logarithm would be endless.</summary>
        private const float Least = 1f / (1 << 24);

        /// <summary>Whether true is the more probable.</summary>
        public bool PredictedLabel { get; set; }

        /// <summary>log p(true) − log p(false), within ±16.7.</summary>
        public float Score { get; set; }

        /// <summary>The probability of true.</summary>
        public float Probability { get; set; }

        /// <summary>Fills in the columns.</summary>
        /// <param name="probabilities">Of false and of true.</param>
        public void Take(ReadOnlySpan<float> probabilities)
        {
            PredictedLabel = probabilities[1] > probabilities[0];
            Score = MathF.Log(Math.Max(probabilities[1], Least)) - MathF.Log(Math.Max(probabilities[0], Least));
            Probability = probabilities[1];
        }
    }

    /// <summary>What the saved model gives.</summary>
    internal sealed class Saved
    {
        /// <summary>Of false and of true.</summary>
        [ColumnName(ModelOutput)]
        [VectorType]
        public float[] Probabilities { get; set; } = [];
    }

    /// <summary>From both probabilities to the columns; ML.NET finds it by its name when it loads a model.</summary>
    [CustomMappingFactoryAttribute(Name)]
    internal sealed class Contract : CustomMappingFactory<Saved, Output>
    {
        public const string Name = "Feedforward.Binary";

        public override Action<Saved, Output> GetMapping() => Map;

        private static void Map(Saved saved, Output output) => output.Take(saved.Probabilities);
    }
}
