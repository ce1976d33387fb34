using System.Globalization;
using Feedforward.Metrics;
using Feedforward.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Feedforward.MLNet;

/// <summary>One of several classes: the label is a key, the prediction <c>PredictedLabel</c>, a key of the same names, and <c>Score</c>, the probability of each key.</summary>
internal sealed class MulticlassTask : PredictionTask
{
    private const string ClassNumber = "Feedforward.Class";

    private readonly int _count;
    private readonly KeyNames? _names;

    /// <summary>The task of a catalog; which keys there are is not known yet.</summary>
    public MulticlassTask()
    {
    }

    private MulticlassTask(int count, KeyNames? names) => (_count, _names) = (count, names);

    public override LearningTask Kind => LearningTask.Multiclass;

    public override IReadOnlyList<string>? OutputNames => _names?.Texts;

    public override PredictionTask For(SchemaShape.Column label) => label is { Kind: SchemaShape.Column.VectorKind.Scalar, IsKey: true }
        ? new MulticlassTask(KeyNames.PlaceholderCount, KeyNames.Like(label))
        : throw WrongLabel(label.Name, $"{label.Kind} of {label.ItemType}", "a key, such as MapValueToKey makes,");

    public override PredictionTask For(DataViewSchema.Column label) => label.Type is KeyDataViewType { Count: > 1 and <= int.MaxValue } key
        ? new MulticlassTask((int)key.Count, KeyNames.Of(label))
        : throw WrongLabel(label.Name, label.Type.ToString()!, "a key of two values or more, such as MapValueToKey makes,");

    public override Func<float> LabelOf(DataViewRow row, DataViewSchema.Column label) => label.Type.RawType switch
    {
        var type when type == typeof(byte) => Reader<byte>(row, label, key => key),
        var type when type == typeof(ushort) => Reader<ushort>(row, label, key => key),
        var type when type == typeof(uint) => Reader<uint>(row, label, key => key),
        _ => Reader<ulong>(row, label, key => key),
    };

    public override IEstimator<ITransformer> Mapping(FeatureRows rows, TabularModel? model)
    {
        var output = SchemaDefinition.Create(typeof(Output));
        output[nameof(Output.PredictedLabel)].ColumnType = new KeyDataViewType(typeof(uint), _count);
        output[nameof(Output.Score)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, _count);
        _names?.AddTo(output[nameof(Output.PredictedLabel)], output[nameof(Output.Score)]);
        int[] keys = [.. (model?.Classes ?? []).Select(name => int.Parse(name, CultureInfo.InvariantCulture))];
        return Mapping<Output>(
            rows,
            (row, output) =>
            {
                // Keys that no row of the training had keep the probability 0.
                var probabilities = new float[keys.Length];
                rows.Predict(model!, row.Features, probabilities);
                output.Score = new float[_count];
                for (var i = 0; i < keys.Length; i++)
                {
                    output.Score[keys[i]] = probabilities[i];
                }

                // In a row class of ML.NET keys count from 0.
                output.PredictedLabel = (uint)PredictedClass.Of(output.Score);
            },
            output);
    }

    public override IEstimator<ITransformer> AfterModel(MLContext context) => context.Transforms.CopyColumns(nameof(Output.Score), ModelOutput)
        .Append(context.Transforms.CustomMapping(new Contract().GetMapping(), Contract.Name))
        .Append((_names ?? KeyNames.Numbers(_count)).ToKey(context, ClassNumber, nameof(Output.PredictedLabel)))
        .Append(context.Transforms.DropColumns(ClassNumber));

    public override int[]? ClassOfOutput(TabularModel model)
    {
        var classes = new int[_count];
        Array.Fill(classes, -1);
        for (var i = 0; i < model.Classes.Count; i++)
        {
            classes[int.Parse(model.Classes[i], CultureInfo.InvariantCulture)] = i;
        }

        return model.Classes.Count == _count ? null : classes;
    }

    private static Func<float> Reader<TKey>(DataViewRow row, DataViewSchema.Column label, Func<TKey, float> number)
        where TKey : struct
    {
        var (read, key) = (row.GetGetter<TKey>(label), default(TKey));
        return () =>
        {
            // 0 is a missing key, and keys count from 1.
            read(ref key);
            return number(key) is var value and > 0 ? value - 1 : float.NaN;
        };
    }

    /// <summary>The columns of a prediction.</summary>
    internal sealed class Output
    {
        /// <summary>The most probable key; of equally probable ones the first.</summary>
        public uint PredictedLabel { get; set; }

        /// <summary>The probability of each key.</summary>
        public float[] Score { get; set; } = [];
    }

    /// <summary>What the saved model gives.</summary>
    internal sealed class Saved
    {
        /// <summary>The probability of each key.</summary>
        [ColumnName(ModelOutput)]
        [VectorType]
        public float[] Probabilities { get; set; } = [];
    }

    /// <summary>The most probable class.</summary>
    internal sealed class Class
    {
        /// <summary>Counted from 0.</summary>
        [ColumnName(ClassNumber)]
        public uint Number { get; set; }
    }

    /// <summary>From probabilities to the most probable class; ML.NET finds it by its name when it loads a model.</summary>
    [CustomMappingFactoryAttribute(Name)]
    internal sealed class Contract : CustomMappingFactory<Saved, Class>
    {
        public const string Name = "Feedforward.Multiclass";

        public override Action<Saved, Class> GetMapping() => Map;

        private static void Map(Saved saved, Class output) => output.Number = (uint)PredictedClass.Of(saved.Probabilities);
    }
}
