using Feedforward.Training;

namespace Feedforward.Studio.Report;

/// <summary>One row through the network: neuron by neuron where it is small, else layer by layer.</summary>
internal static class TraceSection
{
    private const int MostTerms = 4;

    public static void Write(HtmlWriter html, ReportContent content)
    {
        var examination = content.Examination;
        html.Add("h2", "One row through the network", ("id", "trace"));
        if (examination.Layers.Count == 0)
        {
            html.Paragraph("There is no row to follow.");
            return;
        }

        html.Paragraph($"The row on line {Numbers.Whole(examination.TracedLine)}.");
        if (examination.Trace is not { } trace)
        {
            html.Paragraph("The network is too large to show each neuron, so here are its layers; feedforward trace shows every number.", "soft");
            new ReportTable(
                "What each layer makes of the row",
                ["layer", "outputs", "mean", "least", "most"],
                examination.Layers.Select((layer, i) => (IReadOnlyList<string>)
                    [$"{i + 1} {layer.Name}", Numbers.Whole(layer.Width), Numbers.Of(layer.Mean), Numbers.Of(layer.Smallest), Numbers.Of(layer.Largest)])).Write(html);
            return;
        }

        html.Paragraph($"x = ({Some(trace.Input, 12)}), prediction ({Some(trace.Prediction, 12)}), target ({Some(trace.Target, 12)}), loss {Numbers.Of(trace.Loss)}.");
        for (var i = 0; i < trace.Layers.Count; i++)
        {
            Write(html, trace.Layers[i], $"{i + 1}");
        }
    }

    private static void Write(HtmlWriter html, LayerTrace layer, string place)
    {
        if (layer.Neurons.Count > 0)
        {
            new ReportTable(
                $"Layer {place}, {layer.Layer.Name}: a = w·h + b, output σ(a), δ = ∂loss/∂a",
                ["neuron", "the largest terms of w·h", "b", "a", "output", "δ"],
                layer.Neurons.Select(neuron => (IReadOnlyList<string>)
                [
                    Numbers.Whole(neuron.Index + 1), Terms(neuron, layer.Input), Numbers.Of(neuron.Bias), Numbers.Of(neuron.Preactivation), Numbers.Of(neuron.Output), Numbers.Of(neuron.Delta),
                ]),
                2).Write(html);
        }
        else
        {
            html.Paragraph($"Layer {place}, {layer.Layer.Name}: {Numbers.Whole(layer.Input.Length)} → {Numbers.Whole(layer.Output.Length)}, output ({Some(layer.Output, 12)})");
        }

        for (var i = 0; i < layer.Children.Count; i++)
        {
            Write(html, layer.Children[i], $"{place}.{i + 1}");
        }
    }

    private static string Terms(NeuronTrace neuron, float[] input)
    {
        var largest = Enumerable.Range(0, input.Length).OrderByDescending(i => Math.Abs(neuron.Weights[i] * input[i])).Take(MostTerms);
        return string.Join(" + ", largest.Select(i => $"({Numbers.Of(neuron.Weights[i])})({Numbers.Of(input[i])})")) + (input.Length > MostTerms ? $" + {input.Length - MostTerms} more" : "");
    }

    private static string Some(float[] numbers, int most) =>
        string.Join(", ", numbers.Take(most).Select(number => Numbers.Of(number))) + (numbers.Length > most ? $", … {numbers.Length} in all" : "");
}
