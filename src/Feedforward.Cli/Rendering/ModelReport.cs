using System.Globalization;
using Feedforward.Layers;
using Feedforward.Studio;
using Feedforward.Tabular;
using Spectre.Console;
using Grid = Spectre.Console.Table;

namespace Feedforward.Cli.Rendering;

/// <summary>What is in a model file, for a person.</summary>
internal static class ModelReport
{
    private const int MostColumns = 40;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, string name, TabularModel model)
    {
        var classes = model.Classes.Count > 0
            ? $", classes {string.Join(", ", model.Classes.Take(30))}{(model.Classes.Count > 30 ? ", …" : string.Empty)}"
            : string.Empty;
        console.MarkupLine($"[bold]{Markup.Escape(name)}[/] predicts [bold]{Markup.Escape(model.Target.Name)}[/]: {JsonFields.Kebab(model.Task)}{Markup.Escape(classes)}");
        console.Write(Layers(model.Network));
        if (model.Members > 1)
        {
            console.MarkupLine($"{Format.Count(model.Members)} networks side by side, whose predictions are averaged");
        }

        if (float.IsFinite(model.TargetScale.Minimum) || float.IsFinite(model.TargetScale.Maximum))
        {
            console.MarkupLine($"predictions are kept from {Format.Short(model.TargetScale.Minimum)} to {Format.Short(model.TargetScale.Maximum)}");
        }

        console.MarkupLine($"{Format.Plural(model.Network.ParameterCount, "parameter")}; loss {model.Loss.Name}: {Markup.Escape(model.Loss.Likelihood)}");
        console.Write(Columns(model));
        if (model.Schema.Dropped.Count > 0)
        {
            console.MarkupLine($"left out: {Markup.Escape(string.Join(", ", model.Schema.Dropped.Select(column => $"{column.Name} ({JsonFields.Kebab(column.Reason)})")))}");
        }

        if (model.Calibration is { } calibration)
        {
            console.MarkupLine(Certainty.Text(calibration));
        }

        if (model.Conformal is { } conformal)
        {
            var form = model.Task == LearningTask.Regression
                ? $"intervals of {Certainty.Percent(conformal.Level)}: the prediction ± {Format.Metric(conformal.Threshold)}"
                : $"sets of {Certainty.Percent(conformal.Level)}: every class with a probability of {Format.Metric(conformal.Threshold)} or more";
            console.MarkupLine($"{form}, from {Format.Plural(conformal.Rows, "validation row")}");
        }

        Training(console, model.Training);
    }

    private static Grid Layers(Network network)
    {
        var grid = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        grid.AddColumns("layer", "kind");
        foreach (var header in (ReadOnlySpan<string>)["inputs", "outputs", "parameters"])
        {
            grid.AddColumn(new Spectre.Console.TableColumn(header).RightAligned());
        }

        var inputs = network.Inputs;
        for (var i = 0; i < network.Layers.Count; i++)
        {
            var layer = network.Layers[i];
            var outputs = layer.OutputsFor(inputs);
            var prefix = string.Create(CultureInfo.InvariantCulture, $"{i}.");
            var parameters = network.Blocks.Where(block => block.Name.StartsWith(prefix, StringComparison.Ordinal)).Sum(block => block.Count);
            grid.AddRow((i + 1).ToString(CultureInfo.InvariantCulture), Kind(layer), Format.Count(inputs), Format.Count(outputs), Format.Count(parameters));
            inputs = outputs;
        }

        return grid;
    }

    private static string Kind(Layer layer) => layer switch
    {
        Dense dense => $"dense, {dense.Activation.Name}",
        Activate activate => $"activation {activate.Activation.Name}",
        ParametricActivation parametric => $"activation {parametric.Activation.Name}, learned strength",
        EnsembleDense ensemble => $"dense, {Format.Count(ensemble.Members)} × {Format.Plural(ensemble.Units, "neuron")}",
        BatchEnsembleDense ensemble =>
            $"dense, {Format.Count(ensemble.Members)} × {Format.Plural(ensemble.Units, "neuron")} with one matrix and factors for each",
        PiecewiseLinearEmbedding embedding =>
            $"{Format.Plural(embedding.Edges.Sum(edges => edges.Count - 1), "bin")} to {Format.Plural(embedding.Dimension, "number")} a feature",
        PeriodicEmbedding embedding => $"{Format.Plural(embedding.Frequencies, "wave")} to {Format.Plural(embedding.NumbersPerFeature, "number")} a feature",
        CategoryEmbedding embedding => $"{Format.Count(embedding.Categories)} categories to vectors of {embedding.Dimension}",
        Concatenation concatenation => $"side by side: {Branches(concatenation)}",
        Dropout dropout => string.Create(CultureInfo.InvariantCulture, $"dropout {dropout.Rate}"),
        _ => layer.Name,
    };

    /// <summary>Branches of one kind once, with how many features go that way.</summary>
    private static string Branches(Concatenation layer) => string.Join(", ", layer.Branches
        .GroupBy(branch => branch.Layer?.Name ?? "as they are")
        .Select(group => $"{Format.Plural(group.Sum(branch => branch.Count), "feature")} {(group.First().Layer is null ? group.Key : $"through {group.Key}")}"));

    private static Grid Columns(TabularModel model)
    {
        var grid = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        grid.AddColumns("column", "type");
        grid.AddColumn(new Spectre.Console.TableColumn("inputs").RightAligned());
        grid.AddColumn("preprocessing");
        foreach (var encoder in model.Preprocessing.Encoders.Take(MostColumns))
        {
            var feature = model.Schema.Features.First(column => column.Name == encoder.Column);
            grid.AddRow(Markup.Escape(encoder.Column), JsonFields.Kebab(feature.Kind), Format.Count(encoder.Width), Markup.Escape(Preprocessing(encoder)));
        }

        if (model.Preprocessing.Encoders.Count > MostColumns)
        {
            grid.AddRow("…", string.Empty, string.Empty, $"{Format.Count(model.Preprocessing.Encoders.Count)} columns in all");
        }

        return grid;
    }

    private static string Preprocessing(FeatureEncoder encoder) => encoder switch
    {
        NumberEncoder number => $"(x − {Format.Short(number.Mean)}) / {Format.Short(number.Deviation)}{Missing(number.MissingIndicator)}",
        RobustNumberEncoder robust => $"(x − {Format.Short(robust.Median)}) · {Format.Short(robust.Scale)}, clipped smoothly to ±3{Missing(robust.MissingIndicator)}",
        NumberAndRankEncoder both => $"by rank, and {Preprocessing(both.Size)}",
        QuantileEncoder quantile => $"rank to normal score, {Format.Plural(quantile.Knots.Count, "knot")}{Missing(quantile.MissingIndicator)}",
        VectorEncoder vector => $"(x − {Format.Short(vector.Mean)}) / {Format.Short(vector.Deviation)}",
        CategoryEncoder category => $"one of {Cut(string.Join(", ", category.Categories))}{Missing(category.MissingCategory)}",
        CategoryCodeEncoder code => $"number of {Cut(string.Join(", ", code.Categories))}; 0 for any other",
        BooleanEncoder boolean => $"0 or 1{Missing(boolean.MissingIndicator)}",
        DateEncoder date => $"{string.Join(", ", date.Parts.Select(part => JsonFields.Kebab(part.Part)))}{Missing(date.MissingIndicator)}",
        _ => string.Empty,
    };

    private static string Missing(bool indicator) => indicator ? "; 1 where missing" : string.Empty;

    private static string Cut(string text) => text.Length <= 60 ? text : $"{text[..59]}…";

    private static void Training(IAnsiConsole console, TrainingSummary training)
    {
        if (training.TrainRows == 0 && training.Options.TryGetValue("importedFrom", out var producer))
        {
            console.MarkupLine($"imported; trained and written by {Markup.Escape(producer)}");
            return;
        }

        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"trained by Feedforward {training.LibraryVersion} on {Format.Plural(training.TrainRows, "row")} (validation {Format.Count(training.ValidationRows)}, test {Format.Count(training.TestRows)}), seed {training.Seed}; epoch {training.BestEpoch} of {training.Epochs}");
        console.MarkupLine($"[grey]{Markup.Escape(string.Join(", ", training.Options.Select(option => $"{option.Key} {(option.Value.Length > 0 ? option.Value : "none")}")))}[/]");
        Write(console, "validation", training.ValidationMetrics);
        Write(console, "test", training.TestMetrics);
    }

    private static void Write(IAnsiConsole console, string part, IReadOnlyDictionary<string, double> metrics)
    {
        if (metrics.Count > 0)
        {
            console.MarkupLine($"{part}: {string.Join(", ", metrics.Select(metric => $"{Format.MetricName(metric.Key)} {Format.Metric(metric.Value)}"))}");
        }
    }
}
