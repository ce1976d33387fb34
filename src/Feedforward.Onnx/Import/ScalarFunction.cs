namespace Feedforward.Onnx.Import;

/// <summary>A function of one number that elementwise nodes compute together, such as ½x(1 + erf(x/√2)) in five of them.</summary>
internal sealed class ScalarFunction
{
    private const int MostNodes = 32;

    private readonly Signal _start;
    private readonly IReadOnlyList<ElementwiseSignal> _nodes;

    private ScalarFunction(Signal start, IReadOnlyList<ElementwiseSignal> nodes)
    {
        _start = start;
        _nodes = nodes;
    }

    /// <summary>What is computed on the way from one signal to another; null where that is no function of single numbers, or a very long one.</summary>
    public static ScalarFunction? Between(Signal start, Signal end)
    {
        var found = new HashSet<ElementwiseSignal>();
        var open = new Stack<Signal>([end]);
        while (open.TryPop(out var signal))
        {
            if (signal == start)
            {
                continue;
            }

            if (signal is not ElementwiseSignal node || signal.Order <= start.Order || found.Count > MostNodes)
            {
                return null;
            }

            if (found.Add(node))
            {
                foreach (var operand in node.Operands)
                {
                    open.Push(operand);
                }
            }
        }

        return new ScalarFunction(start, [.. found.OrderBy(node => node.Order)]);
    }

    /// <summary>Its value.</summary>
    public double At(double x)
    {
        var values = new Dictionary<Signal, double> { [_start] = x };
        var result = x;
        foreach (var node in _nodes)
        {
            values[node] = result = node.At(signal => values[signal]);
        }

        return result;
    }
}
