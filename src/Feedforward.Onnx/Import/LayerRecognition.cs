
namespace Feedforward.Onnx.Import;

/// <summary>
/// Finds the layers between two signals, from the last back to the first: a chain, in which two branches may part and meet again
/// in a residual block or side by side.
/// </summary>
internal sealed class LayerRecognition
{
    private const int DeepestNesting = 16;
    private const int MostCuts = 16;

    /// <summary>What a person should know about how the graph became layers.</summary>
    public SortedSet<string> Notices { get; } = new(StringComparer.Ordinal);

    /// <summary>The steps from one signal to another, joined to as few as it takes.</summary>
    /// <param name="start">A signal that every way to <paramref name="end"/> goes through.</param>
    /// <param name="end">The other.</param>
    /// <param name="depth">How many branches this is inside of.</param>
    public IReadOnlyList<Step> Between(Signal start, Signal end, int depth = 0)
    {
        if (depth > DeepestNesting)
        {
            throw Refusal.At(end.Node, $"it lies in more than {DeepestNesting} branches inside each other");
        }

        var parts = new Stack<IReadOnlyList<Step>>();
        for (var signal = end; signal != start;)
        {
            var (steps, before) = Last(start, signal, depth);
            parts.Push(steps);
            signal = before;
        }

        return StepSequence.Joined(parts.SelectMany(steps => steps), start.Width);
    }

    /// <summary>The last steps before a signal, and the signal before them.</summary>
    private (IReadOnlyList<Step> Steps, Signal Before) Last(Signal start, Signal signal, int depth) => signal switch
    {
        StepSignal step => ([step.Step], step.Operands[0]),
        ElementwiseSignal elementwise => Activation(start, elementwise) ?? Sum(elementwise, depth),
        ConcatenatedSignal => SideBySide(signal, signal.Operands, depth),
        SoftmaxSignal => throw Refusal.At(signal.Node, "a softmax is known here at the end of a network only, where it belongs to the loss"),
        _ => throw Refusal.At(signal.Node, "a mean over the features is known here only within a layer normalisation, (x - mean) / sqrt(variance + epsilon)"),
    };

    /// <summary>An activation, a range, a factor or a term, written in however many nodes; as many of them as possible.</summary>
    private static (IReadOnlyList<Step> Steps, Signal Before)? Activation(Signal start, ElementwiseSignal signal)
    {
        var cuts = new Stack<(Signal Before, ScalarFunction Function)>();
        for (var before = signal.Dominator; before is not null && before.Order >= start.Order && cuts.Count < MostCuts; before = before.Dominator)
        {
            if (ScalarFunction.Between(before, signal) is not { } function)
            {
                break;
            }

            cuts.Push((before, function));
        }

        foreach (var (before, function) in cuts)
        {
            if (ActivationMatch.Of(function) is { } steps)
            {
                return (steps, before);
            }
        }

        return signal.Range is { } range && ActivationMatch.Range(range) is { } kept ? (kept, signal.Operands[0]) : null;
    }

    /// <summary>x + f(x), or f(x) + g(x) as both side by side and a dense layer that adds them.</summary>
    private (IReadOnlyList<Step> Steps, Signal Before) Sum(ElementwiseSignal signal, int depth)
    {
        if (!signal.IsSumOfTwo)
        {
            throw Refusal.At(signal.Node, signal.Operands.Distinct().Count() > 1
                ? "it combines two values that both depend on the examples; a sum of them (a residual branch) is known here, and no other"
                : "what it computes, together with the nodes before it, is no activation function known here (" + string.Join(", ", Activations.Activation.All) + "), no factor and no term");
        }

        var (a, b) = (signal.Operands[0], signal.Operands[1]);
        if (!b.IsDominatedBy(a))
        {
            (a, b) = (b, a);
        }

        if (b.IsDominatedBy(a))
        {
            var branch = Between(a, b, depth + 1);
            return ([new ResidualStep(branch)], a);
        }

        Notices.Add($"The sum of two branches in {Refusal.Name(signal.Node!)} has become a dense layer that begins as that sum; training may change it.");
        var (steps, before) = SideBySide(signal, signal.Operands, depth);
        var weights = new double[2L * signal.Width * signal.Width];
        for (var i = 0; i < 2 * signal.Width; i++)
        {
            weights[(i * signal.Width) + (i % signal.Width)] = 1;
        }

        return ([.. steps, new DenseStep(signal.Width, weights, null, Activations.Activation.Identity)], before);
    }

    /// <summary>
    /// Branches from one signal, side by side. First each branch gets the columns it begins with; then, as a range of a
    /// concatenation takes one layer, come as many concatenations as the longest branch has steps.
    /// </summary>
    private (IReadOnlyList<Step> Steps, Signal Before) SideBySide(Signal signal, IReadOnlyList<Signal> ends, int depth)
    {
        var start = signal.Dominator!;
        var (columns, branches, widths) = (new List<int>(), new List<Queue<Step>>(), new List<int>());
        foreach (var end in ends.SelectMany(end => Parts(end, start)))
        {
            var steps = new Queue<Step>(Between(start, end, depth + 1));
            int[] taken = steps.TryPeek(out var first) && first is SelectionStep
                ? ((SelectionStep)steps.Dequeue()).Columns
                : [.. Enumerable.Range(0, start.Width)];
            columns.AddRange(taken);
            branches.Add(steps);
            widths.Add(taken.Length);
        }

        var all = new List<Step> { new SelectionStep([.. columns]) };
        while (branches.Exists(branch => branch.Count > 0))
        {
            var ranges = branches.Select((branch, i) => new RangeStep(widths[i], branch.TryDequeue(out var step) ? step : null)).ToList();
            all.Add(new ConcatenationStep(ranges));
            widths = [.. ranges.Select(range => range.Step?.Outputs(range.Count) ?? range.Count)];
        }

        return (all, start);
    }

    /// <summary>What a signal puts side by side, which may as well stand beside what is next to it.</summary>
    private static IReadOnlyList<Signal> Parts(Signal signal, Signal start) => signal is ConcatenatedSignal && signal != start ? signal.Operands : [signal];
}
