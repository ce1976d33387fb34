using System.Globalization;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Training;
using Spectre.Console;
using Grid = Spectre.Console.Table;

namespace Feedforward.Cli.Rendering;

/// <summary>A trace for a person: forward neuron by neuron, the loss, and back.</summary>
/// <param name="console">Where to write.</param>
/// <param name="isComplete">Whether all numbers are shown, however many.</param>
internal sealed class TraceReport(IAnsiConsole console, bool isComplete)
{
    private const int MostNumbers = 8;
    private const int MostNeurons = 16;
    private const int MostGradients = 24;

    private int Numbers => isComplete ? int.MaxValue : MostNumbers;

    /// <summary>Writes it.</summary>
    public void Write(Trace trace, Loss loss)
    {
        console.MarkupLine("[bold]Forward[/]  h⁽⁰⁾ = x, then a = wᵀh + b and h = σ(a), layer by layer");
        console.MarkupLine($"  x = {Vector(trace.Input)}");
        for (var i = 0; i < trace.Layers.Count; i++)
        {
            Forward($"{i + 1}", trace.Layers[i]);
        }

        console.WriteLine();
        console.MarkupLine($"[bold]Loss[/]  {loss.Name}: {Markup.Escape(loss.Likelihood)}");
        console.MarkupLine($"  f = {Vector(trace.Output)}   ŷ = {Vector(trace.Prediction)}   y = {Vector(trace.Target)}");
        console.MarkupLine($"  ℓ = [bold]{trace.Loss.ToString("0.000000", CultureInfo.InvariantCulture)}[/]");
        console.WriteLine();
        console.MarkupLine("[bold]Backward[/]  δ = ∂ℓ/∂a, from the last layer to the first; ∂ℓ/∂w = h·δ, ∂ℓ/∂b = δ");
        for (var i = trace.Layers.Count - 1; i >= 0; i--)
        {
            Backward($"{i + 1}", trace.Layers[i]);
        }
    }

    private void Forward(string number, LayerTrace layer)
    {
        console.WriteLine();
        console.MarkupLine($"  [green]layer {number}[/]  {Kind(layer)}");
        foreach (var neuron in Some(layer.Neurons, MostNeurons))
        {
            console.MarkupLine(
                $"    neuron {neuron.Index + 1}: w = {Vector(neuron.Weights)}  b ={Format.Signed(neuron.Bias)}  a ={Format.Signed(neuron.Preactivation)}  [bold]h ={Format.Signed(neuron.Output)}[/]");
        }

        More(layer.Neurons.Count, MostNeurons, "neuron");
        if (layer.Neurons.Count == 0)
        {
            console.MarkupLine($"    h = {Vector(layer.Output)}");
        }

        for (var i = 0; i < layer.Children.Count; i++)
        {
            Forward($"{number}.{i + 1}", layer.Children[i]);
        }
    }

    private void Backward(string number, LayerTrace layer)
    {
        for (var i = layer.Children.Count - 1; i >= 0; i--)
        {
            Backward($"{number}.{i + 1}", layer.Children[i]);
        }

        if (layer.Children.Count > 0)
        {
            return;
        }

        if (layer.Neurons.Count == 0 && layer.Gradients.Count == 0)
        {
            return;
        }

        console.WriteLine();
        console.MarkupLine($"  [green]layer {number}[/]  {Kind(layer)}");
        if (layer.Neurons.Count > 0)
        {
            console.MarkupLine($"    δ = {Vector([.. layer.Neurons.Select(neuron => neuron.Delta)])}");
        }

        if (layer.Gradients.Count == 0)
        {
            return;
        }

        var grid = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        grid.AddColumn("parameter");
        foreach (var header in (ReadOnlySpan<string>)["value", "∂ℓ/∂θ backpropagated", "finite difference", "relative error"])
        {
            grid.AddColumn(new TableColumn(header).RightAligned());
        }

        foreach (var check in Some(layer.Gradients, MostGradients))
        {
            grid.AddRow(
                Name(layer.Layer, layer.Input.Length, check),
                Format.Signed(check.Value),
                Format.Precise(check.Backpropagated),
                Format.Precise(check.FiniteDifference),
                check.RelativeError.ToString("0.0e+00", CultureInfo.InvariantCulture));
        }

        console.Write(grid);
        More(layer.Gradients.Count, MostGradients, "parameter");
        var largest = layer.Gradients.MaxBy(check => check.RelativeError)!;
        console.MarkupLine($"    [grey]largest relative error of all {Format.Count(layer.Gradients.Count)}: {largest.RelativeError.ToString("0.0e+00", CultureInfo.InvariantCulture)} ({Name(layer.Layer, layer.Input.Length, largest)})[/]");
    }

    private static string Kind(LayerTrace layer) =>
        $"{layer.Layer.Name}{Sigma(layer.Layer)}: {layer.Input.Length} → {layer.Output.Length}";

    private static string Sigma(Layer layer) => layer switch
    {
        Dense dense => $", σ = {dense.Activation.Name}",
        Activate activate => $", σ = {activate.Activation.Name}",
        ParametricActivation parametric => $", σ = {parametric.Activation.Name}",
        _ => string.Empty,
    };

    /// <summary>w₁₂ is the weight from input 2 to neuron 1, as the lecture has it; members of an ensemble are counted on.</summary>
    private static string Name(Layer layer, int inputs, ParameterCheck check) => (layer, check.Block.Kind) switch
    {
        (Dense, ParameterKind.Weight) => Weight(check, check.Column),
        (EnsembleDense ensemble, ParameterKind.Weight) =>
            Weight(check, (check.Row / (inputs / ensemble.Members) * ensemble.Units) + check.Column),
        _ when check.Block.Rows == 1 => string.Create(CultureInfo.InvariantCulture, $"{check.Block.Name} of neuron {check.Column + 1}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{check.Block.Name} row {check.Row + 1} column {check.Column + 1}"),
    };

    private static string Weight(ParameterCheck check, int neuron) =>
        string.Create(CultureInfo.InvariantCulture, $"{check.Block.Name} input {check.Row + 1} → neuron {neuron + 1}");

    private string Vector(float[] numbers)
    {
        var shown = string.Join("  ", numbers.Take(Numbers).Select(number => Format.Signed(number)));
        return $"({shown}{(numbers.Length > Numbers ? $"  … {Format.Count(numbers.Length)} in all" : string.Empty)} )";
    }

    private IEnumerable<T> Some<T>(IReadOnlyList<T> items, int most) => isComplete ? items : items.Take(most);

    private void More(int count, int most, string word)
    {
        if (!isComplete && count > most)
        {
            console.MarkupLine($"    [grey]… {Format.Plural(count - most, $"more {word}")}; --all shows them[/]");
        }
    }
}
