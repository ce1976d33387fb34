using System.Text.Json;
using Feedforward.Losses;

namespace Feedforward.Tabular;

/// <summary>Reads what <see cref="ModelWriter"/> wrote and trusts none of it: whatever does not fit together is an error.</summary>
internal static class ModelReader
{
    public static TabularModel Read(JsonElement root, long maximumParameters)
    {
        var fields = new JsonFields(root, "model");
        if (fields.Text("format") != ModelFormat.Name)
        {
            throw fields.Bad("format", $"is '{fields.Text("format")}'; '{ModelFormat.Name}' was expected");
        }

        if (fields.Count("version", 1, int.MaxValue) is > ModelFormat.Version and var version)
        {
            throw new ModelFileException(
                $"The model is of version {version}; this version of Feedforward reads up to {ModelFormat.Version}. Use a newer one.");
        }

        var schema = ReadSchema(fields.Object("schema"));
        var target = schema.Target!;
        var encoders = fields.Objects("encoders").Select(EncoderJson.Read).ToList();
        Check(schema, encoders);
        var preprocessing = new TablePreprocessing(encoders);
        var scale = ReadTargetScale(fields.Object("targetScale"));
        var loss = ReadLoss(fields, target.Task);
        var described = fields.Object("network");
        var members = described.Has("members") ? described.Count("members", 1, ModelFormat.LargestEnsemble) : 1;
        var outputs = (long)members * NetworkPlan.Outputs(loss, target);
        var network = ReadNetwork(described, preprocessing.Width, outputs, maximumParameters);
        return CalibrationJson.Read(
            fields,
            new TabularModel(schema, preprocessing, scale, network, loss, ReadTraining(fields.Object("training"))) { Members = members });
    }

    private static TargetScale ReadTargetScale(JsonFields fields)
    {
        var scale = new TargetScale(fields.Number("mean"), fields.Positive("deviation"))
        {
            Minimum = fields.Number("minimum", absent: float.NegativeInfinity),
            Maximum = fields.Number("maximum", absent: float.PositiveInfinity),
        };
        return scale.Minimum <= scale.Maximum
            ? scale
            : throw fields.Bad("maximum", $"is {scale.Maximum}, below the minimum {scale.Minimum}");
    }

    private static Schema ReadSchema(JsonFields fields)
    {
        var features = fields.Objects("features").Select(feature => new FeatureColumn(
            feature.Text("name"), feature.Name<ColumnKind>("kind"), feature.Truth("numeric"), feature.Count("width", 1, ModelFormat.LargestSize))).ToList();
        var target = fields.Object("target");
        var task = target.Name<LearningTask>("task");
        var classes = target.Texts("classes");
        var fits = task switch
        {
            LearningTask.Regression => classes.Count == 0,
            LearningTask.Binary => classes.Count == 2,
            _ => classes.Count >= 2,
        };
        if (!fits)
        {
            throw target.Bad("classes", $"has {classes.Count} classes, which does not fit the task {task}");
        }

        var column = new TargetColumn(target.Text("name"), task, classes, target.Truth("numeric"));
        var names = features.Select(feature => feature.Name).Append(column.Name).ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count || names.Exists(string.IsNullOrEmpty))
        {
            throw fields.Bad("features", "has two columns of one name, or one without a name");
        }

        return new Schema(
            features,
            column,
            [.. fields.Objects("dropped").Select(dropped => new DroppedColumn(dropped.Text("name"), dropped.Name<NoticeKind>("reason")))]);
    }

    private static void Check(Schema schema, List<FeatureEncoder> encoders)
    {
        var fits = encoders.Count == schema.Features.Count && encoders.Sum(encoder => (long)encoder.Width) is > 0 and <= ModelFormat.LargestSize;
        for (var i = 0; fits && i < encoders.Count; i++)
        {
            var feature = schema.Features[i];
            var kind = encoders[i] switch
            {
                NumberEncoder or RobustNumberEncoder or QuantileEncoder or NumberAndRankEncoder => ColumnKind.Number,
                BooleanEncoder => ColumnKind.Boolean,
                DateEncoder => ColumnKind.Date,
                VectorEncoder => ColumnKind.Vector,
                _ => ColumnKind.Category,
            };
            fits = encoders[i].Column == feature.Name
                && kind == feature.Kind
                && feature.Numeric == (encoders[i] is CategoryEncoder { Numeric: true } or CategoryCodeEncoder { Numeric: true })
                && feature.Width == (encoders[i] is VectorEncoder vector ? vector.Length : 1);
        }

        if (!fits)
        {
            throw new ModelFileException("The model's description is damaged: its encoders do not fit its columns.");
        }
    }

    private static Loss ReadLoss(JsonFields fields, LearningTask task)
    {
        try
        {
            var loss = Loss.Named(fields.Text("loss"));
            return NetworkPlan.Fits(loss, task) ? loss : throw fields.Bad("loss", $"is '{loss.Name}', which does not fit the task {task}");
        }
        catch (ArgumentException e)
        {
            throw new ModelFileException($"The model's loss is not known to this version: {e.Message}", e);
        }
    }

    private static Network ReadNetwork(JsonFields fields, int inputs, long outputs, long maximumParameters)
    {
        if (fields.Count("inputs", 1, ModelFormat.LargestSize) is var claimed && claimed != inputs)
        {
            throw fields.Bad("inputs", $"is {claimed}; the encoders make {inputs} features");
        }

        var layers = LayerJson.Read(fields, "layers");
        try
        {
            var size = LayerJson.Measure(layers, inputs);
            if (size.Outputs != outputs)
            {
                throw fields.Bad("layers", $"give {size.Outputs} outputs; the loss needs {outputs}");
            }

            return size.Parameters + size.State <= Math.Min(maximumParameters, Array.MaxLength)
                ? Network.Create(inputs, 0, layers)
                : throw fields.Bad("layers", $"need {size.Parameters + size.State} numbers; the file can hold {maximumParameters}");
        }
        catch (ArgumentException e)
        {
            throw new ModelFileException($"The model's layers do not fit together: {e.Message}", e);
        }
    }

    private static TrainingSummary ReadTraining(JsonFields fields) => new()
    {
        LibraryVersion = fields.Text("library"),
        Seed = fields.Seed("seed"),
        TrainRows = fields.Count("trainRows", 0, int.MaxValue),
        ValidationRows = fields.Count("validationRows", 0, int.MaxValue),
        TestRows = fields.Count("testRows", 0, int.MaxValue),
        Epochs = fields.Count("epochs", 0, int.MaxValue),
        BestEpoch = fields.Count("bestEpoch", 0, int.MaxValue),
        StopReason = fields.Text("stopReason"),
        Options = fields.NamedTexts("options"),
        ValidationMetrics = fields.NamedNumbers("validation"),
        TestMetrics = fields.NamedNumbers("test"),
    };
}
