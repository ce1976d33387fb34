using Feedforward.Activations;

namespace Feedforward.Onnx.Import;

/// <summary>Operators that take number by number. What several of them compute together is recognised later, by <see cref="ActivationMatch"/>.</summary>
internal static class ElementwiseOperators
{
    /// <summary>What each operator computes from its inputs; its attributes choose the function.</summary>
    private static readonly Dictionary<string, Func<NodeReading, Func<double[], double>>> Functions = new()
    {
        ["Abs"] = _ => x => Math.Abs(x[0]),
        ["Add"] = _ => x => x[0] + x[1],
        ["Celu"] = node => Celu(node.Number("alpha", 1)),
        ["Div"] = _ => x => x[0] / x[1],
        ["Elu"] = node => Elu(node.Number("alpha", 1), 1),
        ["Erf"] = _ => x => Real64.Erf(new Real64(x[0])).Value,
        ["Exp"] = _ => x => Math.Exp(x[0]),
        ["Gelu"] = node => Of(node.Text("approximate", "none") == "tanh" ? Activation.GeluTanh : Activation.Gelu),
        ["Greater"] = _ => x => x[0] > x[1] ? 1 : 0,
        ["GreaterOrEqual"] = _ => x => x[0] >= x[1] ? 1 : 0,
        ["HardSwish"] = _ => x => x[0] * Activation.HardSigmoid.Value(x[0]),
        ["LeakyRelu"] = node => Leaky(node.Number("alpha", 0.01)),
        ["Less"] = _ => x => x[0] < x[1] ? 1 : 0,
        ["LessOrEqual"] = _ => x => x[0] <= x[1] ? 1 : 0,
        ["Log"] = _ => x => Math.Log(x[0]),
        ["Mish"] = _ => Of(Activation.Mish),
        ["Mul"] = _ => x => x[0] * x[1],
        ["Neg"] = _ => x => -x[0],
        ["Pow"] = _ => x => Math.Pow(x[0], x[1]),
        ["PRelu"] = _ => x => x[0] > 0 ? x[0] : x[0] * x[1],
        ["Reciprocal"] = _ => x => 1 / x[0],
        ["Relu"] = _ => x => Math.Max(0, x[0]),
        ["Selu"] = node => Elu(node.Number("alpha", 1.6732632423543772), node.Number("gamma", 1.0507009873554805)),
        ["Sigmoid"] = _ => Of(Activation.Sigmoid),
        ["Softplus"] = _ => Of(Activation.Softplus),
        ["Softsign"] = _ => Of(Activation.Softsign),
        ["Sqrt"] = _ => x => Math.Sqrt(x[0]),
        ["Sub"] = _ => x => x[0] - x[1],
        ["Sum"] = _ => x => x.Sum(),
        ["Swish"] = node => Swish(node.Number("alpha", 1)),
        ["Tanh"] = _ => x => Math.Tanh(x[0]),
        ["Where"] = _ => x => x[0] != 0 ? x[1] : x[2],
    };

    /// <summary>The operators.</summary>
    public static IReadOnlyCollection<string> Names => Functions.Keys;

    /// <summary>What an operator computes from single numbers; null where it is none of these.</summary>
    public static Func<double[], double>? Function(NodeReading node)
    {
        if (!Functions.TryGetValue(node.Node.Operator, out var function))
        {
            return null;
        }

        var expected = node.Node.Operator switch
        {
            "Add" or "Div" or "Greater" or "GreaterOrEqual" or "Less" or "LessOrEqual" or "Mul" or "Pow" or "PRelu" or "Sub" => 2,
            "Where" => 3,
            "Sum" => Math.Max(1, node.Count),
            _ => 1,
        };
        return node.Count == expected && Enumerable.Range(0, expected).All(node.Has)
            ? function(node)
            : throw node.Refused($"it has {node.Count} inputs; {expected} are expected");
    }

    /// <summary>Reads a node; its constant inputs are single numbers, or a number for each feature where that is a layer.</summary>
    public static Value Read(NodeReading node)
    {
        var function = Function(node)!;
        if (node.Count == 2)
        {
            var (a, b) = (node.ValueOrNull(0), node.ValueOrNull(1));
            if (a is not null && b is not null && NormalizationOperators.OfTwo(node, a, b) is { } recognised)
            {
                return recognised;
            }

            if ((a is null || b is null) && WithVector(node, a, b) is { } layer)
            {
                return layer;
            }
        }

        return Elementwise(node, function);
    }

    /// <summary>A number kept in a range.</summary>
    public static Value Clip(NodeReading node) => Ranged(
        node, Bound(node, "min", 1) ?? double.NegativeInfinity, Bound(node, "max", 2) ?? double.PositiveInfinity);

    /// <summary>The least or the greatest of a value and a number.</summary>
    public static Value Extreme(NodeReading node, bool isGreatest)
    {
        var value = node.ValueOrNull(0) ?? node.Value(1);
        var bound = node.ConstantOrNull(0) ?? node.ConstantOrNull(1);
        if (node.Count != 2 || bound is not { Count: 1 })
        {
            throw node.Refused("it compares values with each other; a value and one number can be taken");
        }

        return isGreatest
            ? Range(node, value, bound.Numbers[0], double.PositiveInfinity)
            : Range(node, value, double.NegativeInfinity, bound.Numbers[0]);
    }

    /// <summary>αx + β kept from 0 to 1.</summary>
    public static Value HardSigmoid(NodeReading node)
    {
        var (value, α, β) = (node.Value(0), node.Number("alpha", 0.2), node.Number("beta", 0.5));
        var line = new ElementwiseSignal(node.Node, x => (α * x[0]) + β, (value.Signal, 0));
        return Range(node, value.With(line), 0, 1);
    }

    private static Value Ranged(NodeReading node, double least, double most) => Range(node, node.Value(0), least, most);

    private static Value Range(NodeReading node, Value value, double least, double most)
    {
        if (!(least <= most))
        {
            throw node.Refused($"it keeps numbers from {least} to {most}, which is no range");
        }

        return value.With(new ElementwiseSignal(node.Node, x => Math.Min(most, Math.Max(least, x[0])), (value.Signal, 0)) { Range = (least, most) });
    }

    private static double? Bound(NodeReading node, string attribute, int input)
    {
        if (node.Attribute(attribute) is { } found)
        {
            return found.Float;
        }

        return !node.Has(input) ? null
            : node.Constant(input) is { Count: 1, IsSizes: false } bound ? bound.Numbers[0]
            : throw node.Refused("its bounds are no single numbers");
    }

    private static Value Elementwise(NodeReading node, Func<double[], double> function)
    {
        Value? shape = null;
        var arguments = new (Signal?, double)[node.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (node.ValueOrNull(i) is { } value)
            {
                shape ??= value;
                if (!shape.Matches(value))
                {
                    throw node.Refused($"it combines values of shapes {shape} and {value}; of two that depend on the examples the shapes have to be the same");
                }

                shape = shape.Rank >= value.Rank ? shape : value;
                arguments[i] = (value.Signal, 0);
            }
            else
            {
                arguments[i] = (null, Single(node, i));
            }
        }

        return shape!.With(new ElementwiseSignal(node.Node, function, arguments));
    }

    /// <summary>A constant that is the same number for all.</summary>
    private static double Single(NodeReading node, int input)
    {
        var constant = node.Constant(input);
        if (constant.IsSizes || constant.Count == 0)
        {
            throw node.Refused($"it computes with '{node.Node.Inputs[input]}', which is no constant of numbers");
        }

        return Array.TrueForAll(constant.Numbers, number => number == constant.Numbers[0])
            ? constant.Numbers[0]
            : throw node.Refused($"its input '{node.Node.Inputs[input]}' is a different number for each feature; {node.Node.Operator} takes one number for all here");
    }

    /// <summary>A constant number for each feature: added, subtracted, multiplied or divided by, or the slope of a PReLU.</summary>
    private static Value? WithVector(NodeReading node, Value? a, Value? b)
    {
        var value = a ?? b!;
        var constant = node.Constant(a is null ? 0 : 1);
        var isBias = value.Signal is StepSignal { Step: DenseStep } && node.Node.Operator is "Add" && constant.Count == value.Width;
        if (constant.IsSizes || (constant.Count == 1 && !isBias) || node.Node.Operator is not ("Add" or "Sub" or "Mul" or "Div" or "PRelu"))
        {
            return null;
        }

        var numbers = constant.BroadcastTo(value) ?? throw node.Refused(
            $"it combines a value of shape {value} with a constant of shape [{string.Join(", ", constant.Shape)}], which is not a number for each feature");
        Step[] steps = (node.Node.Operator, a is null) switch
        {
            ("Add", _) => [new ShiftStep(numbers)],
            ("Sub", false) => [new ShiftStep(Each(numbers, number => -number))],
            ("Sub", true) => [new ScaleStep(-1), new ShiftStep(numbers)],
            ("Mul", _) => [new ScaleStep(numbers)],
            ("Div", false) => [new ScaleStep(Each(numbers, number => 1 / number))],
            ("PRelu", false) => [new ParametricStep(Each(numbers, number => 1 - number))],
            _ => throw node.Refused("a constant divided by what is computed from the examples is no layer known here"),
        };
        return value.With(steps.Aggregate(value.Signal, (signal, step) => new StepSignal(node.Node, step, signal)));
    }

    private static double[] Each(double[] numbers, Converter<double, double> of) => Array.ConvertAll(numbers, of);

    private static Func<double[], double> Of(Activation activation) => x => activation.Value(x[0]);

    private static Func<double[], double> Elu(double α, double γ) => x => γ * (x[0] > 0 ? x[0] : α * (Math.Exp(x[0]) - 1));

    private static Func<double[], double> Celu(double α) => x => Math.Max(0, x[0]) + Math.Min(0, α * (Math.Exp(Math.Min(0, x[0]) / α) - 1));

    private static Func<double[], double> Leaky(double α) => x => x[0] > 0 ? x[0] : α * x[0];

    private static Func<double[], double> Swish(double α) => x => x[0] * Activation.Sigmoid.Value(α * x[0]);
}
