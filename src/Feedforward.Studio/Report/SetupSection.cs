using System.Globalization;
using System.Runtime.InteropServices;
using Feedforward.Layers;

namespace Feedforward.Studio.Report;

/// <summary>How the model was made, so that it can be made again.</summary>
internal static class SetupSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        var model = content.Result.Model;
        html.Add("h2", "Set-up", ("id", "setup"));
        if (content.Command is { } command)
        {
            html.Paragraph(content.Options.TimeLimit is null
                ? "The same command on the same data gives the same model, bit by bit, on any processor and with any number of threads:"
                : "The command. It has a time limit, so how far it comes depends on the machine:");
            using var pre = html.Open("pre");
            html.Add("code", command);
        }

        var training = model.Training;
        new ReportTable(
            "Seed and versions",
            ["what", "value"],
            [
                ["seed", training.Seed.ToString(CultureInfo.InvariantCulture)],
                ["Feedforward", training.LibraryVersion],
                [".NET", Environment.Version.ToString()],
                ["platform", RuntimeInformation.RuntimeIdentifier],
                .. content.ModelName is { } name ? (string[][])[["model file", name]] : [],
            ],
            2).Write(html);
        html.Add("h3", "Architecture");
        html.Paragraph($"{model.Network}. {(model.Members > 1 ? $"{Numbers.Whole(model.Members)} networks side by side, whose predictions are averaged. " : "")}Loss: {model.Loss.Name} ({model.Loss.Likelihood}).");
        var rows = new List<IReadOnlyList<string>>();
        Add(rows, model.Network.Layers, model.Network.Inputs, "");
        new ReportTable("Layers", ["layer", "kind", "activation", "inputs", "outputs", "parameters"], rows, 3).Write(html);
        html.Add("h3", "Options");
        new ReportTable(
            "Every choice that decides the result",
            ["option", "value"],
            training.Options.Select(option => (IReadOnlyList<string>)[option.Key, option.Value]),
            2).WriteFolded(html);
    }

    private static void Add(List<IReadOnlyList<string>> rows, IReadOnlyList<Layer> layers, int inputs, string prefix)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            var (layer, place) = (layers[i], $"{prefix}{i + 1}");
            var outputs = layer.OutputsFor(inputs);
            rows.Add([place, layer.Name, Activation(layer), Numbers.Whole(inputs), Numbers.Whole(outputs), Numbers.Whole(layer.ParametersFor(inputs).Sum(shape => shape.Count))]);
            for (var child = 0; child < layer.Children.Count; child++)
            {
                Add(rows, [layer.Children[child]], layer.InputsOfChild(child, inputs), $"{place}.{child}.");
            }

            inputs = outputs;
        }
    }

    private static string Activation(Layer layer) => layer switch
    {
        Dense dense => dense.Activation.Name,
        Activate activate => activate.Activation.Name,
        ParametricActivation parametric => parametric.Activation.Name,
        _ => "–",
    };
}
