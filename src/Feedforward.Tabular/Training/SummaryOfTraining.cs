using System.Globalization;
using System.Reflection;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>Gathers what is kept with a model about its training.</summary>
internal static class SummaryOfTraining
{
    /// <summary>The option that names the program which trained a network before it came here.</summary>
    public const string ImportedFrom = "importedFrom";

    private static readonly string[] s_ofLayers = ["hidden", "activation", "dropout", "batchNormalization", "layerNormalization"];

    public static TrainingSummary Of(TabularOptions options, TrainingPlan plan, PartRows rows, TrainingResult result) => new()
    {
        LibraryVersion = LibraryVersion,
        Seed = options.Seed,
        TrainRows = rows.Train,
        ValidationRows = rows.Validation,
        TestRows = rows.Test,
        Epochs = result.Epochs.Count,
        BestEpoch = result.BestEpoch,
        StopReason = result.Reason.ToString(),
        Options = WithRefit(plan.Preset?.Describe() ?? Options(options, plan.Options), options.Refit),
    };

    private static OrderedDictionary<string, string> WithRefit(OrderedDictionary<string, string> texts, bool isRefit)
    {
        if (isRefit)
        {
            texts.Add("refit", "true");
        }

        return texts;
    }

    /// <summary>The version without what a build may append to it.</summary>
    internal static string LibraryVersion =>
        typeof(SummaryOfTraining).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The options that decide the result; threads do not.</summary>
    private static OrderedDictionary<string, string> Options(TabularOptions options, TrainingOptions training)
    {
        var texts = new OrderedDictionary<string, string>();
        void Add(string name, object? value) => texts.Add(name, value switch
        {
            null => "none",
            bool truth => truth ? "true" : "false",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        });

        Add("hidden", string.Join(',', (options.Hidden ?? TabularOptions.DefaultHidden).Select(width => width.ToString(CultureInfo.InvariantCulture))));
        Add("activation", options.Activation ?? TabularOptions.DefaultActivation);
        Add("loss", training.Loss.Name);
        Add("optimizer", training.Optimizer.Name);
        Add("learningRate", training.LearningRate ?? training.Optimizer.DefaultLearningRate);
        Add("schedule", training.Schedule.Name);
        Add("batchSize", training.BatchSize);
        Add("epochs", training.Epochs);
        Add("patience", training.Patience);
        Add("dropout", options.Dropout ?? 0);
        Add("l1", options.L1);
        Add("l2", options.L2);
        Add("batchNormalization", options.BatchNormalization);
        Add("layerNormalization", options.LayerNormalization);
        Add("labelSmoothing", options.LabelSmoothing ?? 0);
        Add("gradientClip", options.GradientClip);
        Add("classWeighting", options.ClassWeighting);
        Add("timeLimit", options.TimeLimit);
        if (options.Calibrate is true)
        {
            Add("calibrate", options.Calibrate);
        }

        if (options.Metric is not null)
        {
            Add("metric", options.Metric);
        }

        // Where a training goes on, what decided the layers stands in the first training's options.
        if (options.From is { } earlier)
        {
            foreach (var name in s_ofLayers)
            {
                texts[name] = earlier.Training.Options.GetValueOrDefault(name, "none");
            }

            if (earlier.Training.Options.TryGetValue(ImportedFrom, out var producer))
            {
                texts[ImportedFrom] = producer;
            }
        }

        return texts;
    }
}
