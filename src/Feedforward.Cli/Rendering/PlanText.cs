using System.Globalization;
using Feedforward.Cli.Progress;
using Feedforward.Tabular;

namespace Feedforward.Cli.Rendering;

/// <summary>What is about to be trained, in two lines.</summary>
internal static class PlanText
{
    /// <summary>The data, then the network.</summary>
    public static IReadOnlyList<string> Of(TrainingPlan plan)
    {
        var kinds = plan.Schema.Features
            .GroupBy(feature => feature.Kind)
            .OrderBy(group => group.Key)
            .Select(group => Kind(group.Key, [.. group]));
        var target = plan.Target.Task == LearningTask.Regression
            ? $"'{plan.Target.Name}', a number"
            : $"'{plan.Target.Name}', {Format.Plural(plan.Target.Classes.Count, "class", "classes")}";
        var options = plan.Options;
        if (plan.Preset is { } preset)
        {
            return [Data(), $"{Network(preset)}; seed {options.Seed.ToString(CultureInfo.InvariantCulture)}" + Folds()];
        }

        var widths = options.Hidden ?? TabularOptions.DefaultHidden;
        var hidden = options.From is { } from ? $"goes on from network {from.Network}"
            : widths.Count == 0 ? plan.Target.Task == LearningTask.Regression ? "linear regression" : "logistic regression"
            : $"hidden layers {string.Join('-', widths.Select(width => width.ToString(CultureInfo.InvariantCulture)))}, {options.Activation ?? TabularOptions.DefaultActivation}";
        return
        [
            Data(),
            $"{hidden}; {options.Optimizer ?? TabularOptions.DefaultOptimizer}; seed {options.Seed.ToString(CultureInfo.InvariantCulture)}"
                + Folds(),
        ];

        string Data() => $"{plan.Data}: {Format.Plural(plan.Rows, "row")}; {string.Join(", ", kinds)}; target {target}";

        string Folds() => plan.Folds is { } folds ? $"; {folds} folds" : string.Empty;
    }

    private static string Network(Preset preset) =>
        $"preset {preset.Name}: {Format.Plural(preset.Members, "network")} of hidden layers {string.Join('-', preset.Hidden.Select(width => width.ToString(CultureInfo.InvariantCulture)))}, {preset.Activation}"
        + (preset.Folds > 0 ? ", each judged on the rows it does not learn from" : string.Empty);

    private static string Kind(ColumnKind kind, IReadOnlyList<FeatureColumn> columns) => kind switch
    {
        ColumnKind.Number => Format.Plural(columns.Count, "number"),
        ColumnKind.Category => Format.Plural(columns.Count, "category", "categories"),
        ColumnKind.Boolean => Format.Plural(columns.Count, "truth value"),
        ColumnKind.Date => Format.Plural(columns.Count, "date"),
        _ => string.Join(", ", columns.Select(column => $"{Format.Count(column.Width)} {column.Name}")),
    };
}
