using Feedforward.Activations;

namespace Feedforward.Onnx.Import;

/// <summary>Products with a matrix of weights: dense layers.</summary>
internal static class LinearOperators
{
    /// <summary>α·x·W + β·b, W possibly transposed.</summary>
    public static Value Gemm(NodeReading node)
    {
        var x = node.Value(0);
        if (node.Integer("transA", 0) != 0)
        {
            throw node.Refused("it transposes the examples (transA = 1)");
        }

        if (x.Rank != 2)
        {
            throw node.Refused($"it takes a value of shape {x}; [N, features] is expected");
        }

        var (rows, columns, weights) = Matrix(node, 1);
        if (node.Integer("transB", 0) != 0)
        {
            weights = Transposed(weights, rows, columns);
            (rows, columns) = (columns, rows);
        }

        var dense = new StepSignal(node.Node, Dense(node, x, rows, columns, Times(weights, node.Number("alpha", 1))), x.Signal);
        if (!node.Has(2))
        {
            return new Value(dense, columns);
        }

        if (node.ValueOrNull(2) is { } other)
        {
            return node.Number("beta", 1) == 1 && other.Matches(new Value(dense, columns))
                ? new Value(new ElementwiseSignal(SumOf(node), x => x[0] + x[1], (dense, 0), (other.Signal, 0)), columns)
                : throw node.Refused("it adds a value of another shape, or a multiple of one, that depends on the examples");
        }

        var value = new Value(dense, columns);
        var bias = node.Constant(2).BroadcastTo(value)
            ?? throw node.Refused($"its bias of shape [{string.Join(", ", node.Constant(2).Shape)}] does not fit {columns} neurons");
        return value.With(new StepSignal(node.Node, new ShiftStep(Times(bias, node.Number("beta", 1))), dense));
    }

    /// <summary>x·W</summary>
    public static Value MatMul(NodeReading node)
    {
        if (node.ValueOrNull(0) is not null && node.ValueOrNull(1) is not null)
        {
            throw node.Refused("it multiplies two values that both depend on the examples, as in attention");
        }

        var x = node.Value(0);
        var (rows, columns, weights) = Matrix(node, 1);
        if (x.Shape.Length == 0 || !x.IsRow)
        {
            throw node.Refused($"it takes a value of shape {x}, so that one matrix would serve several places of an example; [N, features] is expected");
        }

        var dense = new StepSignal(node.Node, Dense(node, x, rows, columns, weights), x.Signal);
        return new Value(dense, node.Constant(1).Shape.Length == 1 ? x.Shape[..^1] : [.. x.Shape[..^1], columns]);
    }

    /// <summary>ai.onnx.ml's LinearRegressor: x·Cᵀ + intercepts.</summary>
    public static Value LinearRegressor(NodeReading node)
    {
        var x = node.Value(0);
        var targets = (int)Math.Clamp(node.Integer("targets", 1), 1, int.MaxValue);
        double[] coefficients = [.. (node.Attribute("coefficients")?.Floats ?? []).Select(number => (double)number)];
        double[] intercepts = [.. (node.Attribute("intercepts")?.Floats ?? []).Select(number => (double)number)];
        if (node.Text("post_transform", "NONE") != "NONE" || coefficients.LongLength != (long)targets * x.Width
            || (intercepts.Length != 0 && intercepts.Length != targets))
        {
            throw node.Refused($"it has {coefficients.Length} coefficients and {intercepts.Length} intercepts for {x.Width} features and {targets} targets, or transforms its result");
        }

        var step = Dense(node, x, x.Width, targets, Transposed(coefficients, targets, x.Width));
        return new Value(new StepSignal(node.Node, intercepts.Length == 0 ? step : step with { Bias = intercepts }, x.Signal), targets);
    }

    /// <summary>A row of a table for each example, found by the number that comes in; or columns by their numbers.</summary>
    public static Value Gather(NodeReading node)
    {
        if (node.ConstantOrNull(0) is not { } table)
        {
            return SelectionOperators.Gather(node);
        }

        var index = node.Value(1);
        if (node.Integer("axis", 0) != 0 || table.Shape.Length != 2)
        {
            throw node.Refused("it looks up something else than rows of a table of two axes");
        }

        return index.Width == 1
            ? new Value(
                new StepSignal(node.Node, new EmbeddingStep(table.Shape[0], table.Shape[1], table.Numbers), index.Signal),
                [.. index.Shape, table.Shape[1]])
            : throw node.Refused($"it looks up {index.Width} numbers of an example in one table; here each has a table of its own");
    }

    private static (int Rows, int Columns, double[] Weights) Matrix(NodeReading node, int input)
    {
        var constant = node.Constant(input);
        var sizes = constant.Shape.SkipWhile((size, axis) => size == 1 && constant.Shape.Length - axis > 2).ToArray();
        return sizes.Length is 1 or 2 && constant.Count > 0 && !constant.IsSizes
            ? (sizes[0], sizes.Length == 1 ? 1 : sizes[1], constant.Numbers)
            : throw node.Refused($"its weights '{node.Node.Inputs[input]}' have shape [{string.Join(", ", constant.Shape)}]; a matrix is expected");
    }

    private static DenseStep Dense(NodeReading node, Value x, int rows, int columns, double[] weights) => x.Width == rows
        ? new DenseStep(columns, weights, null, Activation.Identity)
        : throw node.Refused($"its weights take {rows} features, but {x.Width} come in");

    private static double[] Transposed(double[] matrix, int rows, int columns)
    {
        var transposed = new double[matrix.Length];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                transposed[(j * rows) + i] = matrix[(i * columns) + j];
            }
        }

        return transposed;
    }

    private static double[] Times(double[] numbers, double factor) => factor == 1 ? numbers : Array.ConvertAll(numbers, number => factor * number);

    /// <summary>The sum within a Gemm, as a node of its own.</summary>
    private static Format.NodeProto SumOf(NodeReading node) => new() { Name = node.Node.Name, Operator = "Add", Outputs = { node.Node.Outputs[0] } };
}
