using Feedforward.Tabular;

namespace Feedforward.Onnx.SourceCode;

/// <summary>The method <c>Predict</c> and the record it gives.</summary>
internal static class PredictionCode
{
    /// <summary>The names of what stands here.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Input", "Prediction", "Predict", "Classes"];

    /// <summary>The text.</summary>
    /// <param name="text">Takes the functions that are needed.</param>
    /// <param name="model">The model.</param>
    /// <param name="predicted">The expression of what the network predicts, behind link and members.</param>
    public static string Of(ClassText text, TabularModel model, string predicted) =>
        model.Task == LearningTask.Regression ? Number(model, predicted) : Class(text, model, predicted);

    private static string Class(ClassText text, TabularModel model, string predicted)
    {
        var lines = new List<string> { $"var p = {predicted};" };
        if (model.Network.Outputs / model.Members == 1)
        {
            lines.Add("p = new[] { 1 - p[0], p[0] };");
        }

        if (model.Calibration is { Temperature: not 1 and var temperature })
        {
            lines.Add($"p = {text.Use("Calibrated")}(p, {Literals.Of(temperature)}, {Literals.Of(ProbabilityCalibration.Floor(model.Classes.Count))});");
        }

        var (set, meaning, sets) = ("", "", "");
        lines.Add($"var best = {text.Use("Most")}(p);");
        if (model.Conformal is { } conformal)
        {
            sets = $", {text.Use("SetOf")}(p, best, {Literals.Of(conformal.Threshold)})";
            set = ", IReadOnlyList<string> Set";
            meaning = $"\n/// <param name=\"Set\">Classes that hold the true one with the probability {Share(conformal)}.</param>";
        }

        lines.Add($"return new Prediction(Classes[best], p{sets});");
        return $$"""
            /// <summary>What the model predicts for a record.</summary>
            /// <param name="Label">The most probable class.</param>
            /// <param name="Probabilities">The probability of each class, in the order of <see cref="Classes"/>.</param>{{meaning}}
            public sealed record Prediction(string Label, float[] Probabilities{{set}});

            /// <summary>The classes.</summary>
            public static IReadOnlyList<string> Classes { get; } = new[]
            {
            {{ClassText.Wrapped(model.Classes.Select(Literals.Of), 4)}},
            };

            {{Method(lines)}}
            """;
    }

    private static string Number(TabularModel model, string predicted)
    {
        var scale = model.TargetScale;
        var lines = new List<string> { $"var y = {predicted};", $"var value = {Bounded(Decoded("y[0]", scale), scale)};" };
        var (parameters, meaning, arguments) = ("float Value", "", "value");
        if (model.Network.Outputs / model.Members == 2)
        {
            parameters += ", float Deviation";
            arguments += $", MathF.Sqrt(y[1]) * {Literals.Of(scale.Deviation)}";
            meaning += "\n/// <param name=\"Deviation\">Its standard deviation.</param>";
        }

        if (model.Conformal is { } conformal)
        {
            var threshold = Literals.Of(conformal.Threshold);
            parameters += ", float Lower, float Upper";
            arguments += $", value - {threshold}, value + {threshold}";
            meaning += $"\n/// <param name=\"Lower\">The lower end of the interval that holds the true number with the probability {Share(conformal)}.</param>"
                + "\n/// <param name=\"Upper\">Its upper end.</param>";
        }

        lines.Add($"return new Prediction({arguments});");
        return $$"""
            /// <summary>What the model predicts for a record.</summary>
            /// <param name="Value">The predicted number.</param>{{meaning}}
            public sealed record Prediction({{parameters}});

            {{Method(lines)}}
            """;
    }

    private static string Share(ConformalPrediction conformal) => Literals.Of((float)conformal.Level)[..^1];

    private static string Decoded(string y, TargetScale scale) =>
        scale is { Mean: 0, Deviation: 1 } ? y : $"({y} * {Literals.Of(scale.Deviation)}) + {Literals.Of(scale.Mean)}";

    private static string Bounded(string value, TargetScale scale) =>
        scale.IsBounded ? $"Math.Clamp({value}, {Literals.Of(scale.Minimum)}, {Literals.Of(scale.Maximum)})" : value;

    private static string Method(IEnumerable<string> lines) =>
        $$"""
        /// <summary>Predicts one record.</summary>
        /// <param name="input">The cells.</param>
        public static Prediction Predict(Input input)
        {
        {{string.Join('\n', lines.Select(line => "    " + line))}}
        }
        """;
}
