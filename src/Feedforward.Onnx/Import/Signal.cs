using Feedforward.Onnx.Format;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Import;

/// <summary>
/// Something a graph computes from the examples: a row of numbers for each. Signals know what they are computed from, so they
/// are the graph itself without its shapes, constants and names.
/// </summary>
internal abstract class Signal
{
    /// <summary>A signal computed from others.</summary>
    /// <param name="node">The node that gives it, to be named where it cannot be taken.</param>
    /// <param name="width">Numbers for each example.</param>
    /// <param name="operands">What it is computed from.</param>
    protected Signal(NodeProto? node, long width, params IReadOnlyList<Signal> operands)
    {
        if (width is < 1 or > ModelFormat.LargestSize)
        {
            throw Refusal.At(node, $"it gives {width} numbers for an example; from 1 to {ModelFormat.LargestSize} can be taken");
        }

        Node = node;
        Width = (int)width;
        Operands = operands;
        Order = operands.Count == 0 ? 0 : operands.Max(operand => operand.Order) + 1;
        Dominator = operands.Count == 0 ? null : operands.Aggregate(Meet);
    }

    /// <summary>The node that gives it.</summary>
    public NodeProto? Node { get; }

    /// <summary>Numbers for each example.</summary>
    public int Width { get; }

    /// <summary>What it is computed from.</summary>
    public IReadOnlyList<Signal> Operands { get; }

    /// <summary>The length of the longest way from the network's input to here; operands come before what is computed from them.</summary>
    public int Order { get; }

    /// <summary>The nearest signal that every way from the network's input to here goes through; null for the input.</summary>
    public Signal? Dominator { get; }

    /// <summary>Whether every way from the network's input to here goes through another signal, or this is the other.</summary>
    public bool IsDominatedBy(Signal other) => Meet(this, other) == other;

    private static Signal Meet(Signal a, Signal b)
    {
        while (a != b)
        {
            if (a.Order >= b.Order)
            {
                a = a.Dominator!;
            }
            else
            {
                b = b.Dominator!;
            }
        }

        return a;
    }
}

/// <summary>The features of an example: the network's input.</summary>
internal sealed class InputSignal(long width) : Signal(null, width);

/// <summary>What a layer, or a part of one, makes of a signal.</summary>
internal sealed class StepSignal(NodeProto? node, Step step, Signal operand) : Signal(node, step.Outputs(operand.Width), operand)
{
    /// <summary>The layer.</summary>
    public Step Step => step;
}

/// <summary>Signals side by side.</summary>
internal sealed class ConcatenatedSignal(NodeProto node, IReadOnlyList<Signal> parts)
    : Signal(node, parts.Sum(part => (long)part.Width), parts);

/// <summary>The softmax of a signal, or its logarithm.</summary>
internal sealed class SoftmaxSignal(NodeProto node, Signal operand, bool isLogarithm) : Signal(node, operand.Width, operand)
{
    /// <summary>Whether it is the logarithm.</summary>
    public bool IsLogarithm => isLogarithm;
}

/// <summary>Which part of a layer normalisation that is written out in single operations.</summary>
internal enum MomentKind
{
    /// <summary>The mean over an example's features.</summary>
    Mean,

    /// <summary>x less the mean.</summary>
    Centered,

    /// <summary>The mean of the squares of that.</summary>
    Variance,
}

/// <summary>A part of a layer normalisation that is written out in single operations.</summary>
internal sealed class MomentSignal(NodeProto node, MomentKind kind, Signal operand)
    : Signal(node, kind == MomentKind.Centered ? operand.Width : 1, operand)
{
    /// <summary>Which part.</summary>
    public MomentKind Kind => kind;

    /// <summary>x, whose moment it is.</summary>
    public Signal Of => Operands[0];
}

/// <summary>A function of single numbers, of one signal or several of the same width, number by number.</summary>
internal sealed class ElementwiseSignal : Signal
{
    /// <summary>Creates it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="function">The function of its arguments.</param>
    /// <param name="arguments">A signal, or a number that is the same for all; at least one signal.</param>
    public ElementwiseSignal(NodeProto node, Func<double[], double> function, params (Signal? Signal, double Number)[] arguments)
        : base(node, arguments.First(argument => argument.Signal is not null).Signal!.Width, [.. arguments.Select(argument => argument.Signal).OfType<Signal>()])
    {
        Function = function;
        Arguments = arguments;
    }

    /// <summary>The function of its arguments.</summary>
    public Func<double[], double> Function { get; }

    /// <summary>Each a signal, or a number that is the same for all.</summary>
    public IReadOnlyList<(Signal? Signal, double Number)> Arguments { get; }

    /// <summary>The range the number is kept in, where that is what the function does.</summary>
    public (double Least, double Most)? Range { get; init; }

    /// <summary>Whether it is the sum of two signals.</summary>
    public bool IsSumOfTwo => Node!.Operator is "Add" or "Sum" && Operands.Count == 2 && Arguments.Count == 2;
}
