namespace Feedforward.Tabular;
internal static class Experiment
{
    public static Preset Change(Preset p) => p;
    public static Preset Env(Preset p)
    {
        var text = Environment.GetEnvironmentVariable("PRESET") ?? "";
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (k, v) = (part.Split('=')[0], part.Split('=')[1]);
            var c = System.Globalization.CultureInfo.InvariantCulture;
            p = k switch
            {
                "members" => p with { Members = int.Parse(v, c) },
                "folds" => p with { Folds = int.Parse(v, c) },
                "hidden" => p with { Hidden = [.. v.Split('-').Select(x => int.Parse(x, c))] },
                "epochs" => p with { Epochs = int.Parse(v, c) },
                "batch" => p with { BatchSize = int.Parse(v, c) },
                "rate" => p with { LearningRate = double.Parse(v, c) },
                "dropout" => p with { Dropout = float.Parse(v, c) },
                "decay" => p with { WeightDecay = float.Parse(v, c) },
                "smooth" => p with { LabelSmoothing = p.LabelSmoothing > 0 ? float.Parse(v, c) : 0 },
                "embed" => p with { EmbedNumbers = v == "1" },
                "scale" => p with { ScaleFeatures = v == "1" },
                "act" => p with { Activation = v },
                "codes" => p with { CodesFrom = v == "no" ? null : int.Parse(v, c) },
                "numbers" => p with { Numbers = Enum.Parse<NumberScaling>(v) },
                "metric" => p.Loss == "squared-error" ? p : p with { Metric = v },
                "schedule" => p with { Schedule = v },
                _ => throw new ArgumentException(k),
            };
        }

        return p;
    }
}
