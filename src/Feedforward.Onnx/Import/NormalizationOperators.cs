namespace Feedforward.Onnx.Import;

/// <summary>Batch and layer normalisation: as operators, and layer normalisation written out as a mean, a difference, a mean of squares, a root and a quotient.</summary>
internal static class NormalizationOperators
{
    /// <summary>γ(x − μ)/√(v + ε) + β with μ and v from training.</summary>
    public static Value Batch(NodeReading node)
    {
        var value = node.Value(0);
        if (node.Integer("training_mode", 0) != 0)
        {
            throw node.Refused("it is in training mode, where it takes its mean and variance from each batch; export the network for inference");
        }

        if (value.Shape.Length == 0 || value.Shape[0] != value.Width)
        {
            throw node.Refused($"it normalises a value of shape {value}; [N, features] is expected");
        }

        // ONNX weighs the old average, this library the newest batch.
        var momentum = (float)(1 - node.Number("momentum", 0.9f));
        return value.With(new StepSignal(
            node.Node,
            new BatchNormalizationStep(
                Positive(node, node.Number("epsilon", 1e-5f)),
                momentum is > 0 and <= 1 ? momentum : 0.1f,
                Row(1), Row(2), Row(3), Row(4)),
            value.Signal));

        double[] Row(int input) => RowOf(node, input, value);
    }

    /// <summary>γ(x − μ)/√(v + ε) + β with μ and v of each example.</summary>
    public static Value Layer(NodeReading node)
    {
        var value = node.Value(0);
        var axis = node.FeatureAxis(node.Integer("axis", -1), value.Rank);
        if (value.Shape.AsSpan(axis - 1).ToArray().Aggregate(1, (product, size) => product * size) != value.Width)
        {
            throw node.Refused($"it normalises parts of a value of shape {value}; all features of an example are expected");
        }

        return value.With(new StepSignal(
            node.Node,
            new LayerNormalizationStep(
                Positive(node, node.Number("epsilon", 1e-5f)), RowOf(node, 1, value), node.Has(2) ? RowOf(node, 2, value) : [0]),
            value.Signal));
    }

    /// <summary>(x − offset)·scale, as scikit-learn's and ML.NET's scalers are written.</summary>
    public static Value Scaler(NodeReading node)
    {
        var value = node.Value(0);
        return value.With(new StepSignal(
            node.Node,
            new ScaleStep(Numbers("scale", 1)),
            new StepSignal(node.Node, new ShiftStep(Array.ConvertAll(Numbers("offset", 0), number => -number)), value.Signal)));

        double[] Numbers(string attribute, double usual)
        {
            double[] numbers = node.Attribute(attribute) is { } found ? [.. found.Floats.Select(number => (double)number)] : [usual];
            return numbers.Length == 1 || numbers.Length == value.Width
                ? numbers
                : throw node.Refused($"its {attribute} has {numbers.Length} numbers for {value.Width} features");
        }
    }

    /// <summary>The mean over the features of an example.</summary>
    public static Value Mean(NodeReading node)
    {
        var value = node.Value(0);
        var axes = node.Integers("axes", 1);
        if (axes is null || axes.Length != 1 || !value.IsRow || node.FeatureAxis(axes[0], value.Rank) != value.Rank - 1)
        {
            throw node.Refused("it takes a mean over something else than the features of an example");
        }

        int[] shape = [.. value.Shape[..^1], .. node.Integer("keepdims", 1) != 0 ? [1] : Array.Empty<int>()];
        if (value.Signal is ElementwiseSignal squares
            && Root(squares) is MomentSignal { Kind: MomentKind.Centered } centered
            && ScalarFunction.Between(centered, squares) is { } function
            && ActivationMatch.AreSame(function, x => x * x))
        {
            return new Value(new MomentSignal(node.Node, MomentKind.Variance, centered.Of), shape);
        }

        return new Value(new MomentSignal(node.Node, MomentKind.Mean, value.Signal), shape);
    }

    /// <summary>x − mean(x), or (x − mean(x))/√(variance(x) + ε); null where two values are combined to anything else.</summary>
    public static Value? OfTwo(NodeReading node, Value a, Value b)
    {
        if (node.Node.Operator == "Sub" && b.Signal is MomentSignal { Kind: MomentKind.Mean } mean && mean.Of == a.Signal)
        {
            return a.With(new MomentSignal(node.Node, MomentKind.Centered, a.Signal));
        }

        if (node.Node.Operator == "Mul" && b.Signal is MomentSignal { Kind: MomentKind.Centered })
        {
            (a, b) = (b, a);
        }

        if (node.Node.Operator is not ("Div" or "Mul")
            || a.Signal is not MomentSignal { Kind: MomentKind.Centered } centered
            || Root(b.Signal) is not MomentSignal { Kind: MomentKind.Variance } variance
            || variance.Of != centered.Of
            || ScalarFunction.Between(variance, b.Signal) is not { } function)
        {
            return null;
        }

        var isQuotient = node.Node.Operator == "Div";
        var root = isQuotient ? function.At(0) : 1 / function.At(0);
        var ε = root * root;
        foreach (var v in (ReadOnlySpan<double>)[1e-4, 0.01, 0.5, 1, 7, 1e4])
        {
            var expected = isQuotient ? Math.Sqrt(v + ε) : 1 / Math.Sqrt(v + ε);
            if (!(Math.Abs(function.At(v) - expected) <= 1e-6 * expected))
            {
                return null;
            }
        }

        return a.With(new StepSignal(node.Node, new LayerNormalizationStep(Positive(node, ε), [1], [0]), centered.Of));
    }

    /// <summary>What functions of single numbers have made a signal of.</summary>
    private static Signal? Root(Signal signal)
    {
        var root = signal.Dominator;
        while (root is ElementwiseSignal)
        {
            root = root.Dominator;
        }

        return root;
    }

    private static double[] RowOf(NodeReading node, int input, Value value)
    {
        var constant = node.Constant(input);
        return constant.Count == value.Width || constant.Count == 1
            ? constant.Count == value.Width ? constant.Numbers : [.. Enumerable.Repeat(constant.Numbers[0], value.Width)]
            : throw node.Refused($"its input '{node.Node.Inputs[input]}' has {constant.Count} numbers for {value.Width} features");
    }

    /// <summary>Here ε is above 0; one that is 0 becomes one too small to change a variance.</summary>
    private static float Positive(NodeReading node, double ε) => ε switch
    {
        0 => 1e-30f,
        > 0 and < 1e30 => (float)ε,
        _ => throw node.Refused($"its epsilon is {ε}"),
    };
}
