namespace Feedforward.Onnx.Import;

/// <summary>A function of one number that elementwise nodes compute together, such as ½x(1 + erf(x/√2)) in five of them.</summary>
internal sealed class ScalarFunction
{
    private const int MostNodes = 32;

    private readonly (Func<double[], double> Function, double[] Arguments, (int Argument, int Place)[] Reads)[] _nodes;
    private readonly double[] _values;

    /// <summary>Place 0 has x, then come the nodes' values in their order.</summary>
    private ScalarFunction(Signal start, IReadOnlyList<ElementwiseSignal> nodes)
    {
        var places = new Dictionary<Signal, int> { [start] = 0 };
        foreach (var node in nodes)
        {
            places.Add(node, places.Count);
        }

        _values = new double[places.Count];
        _nodes = [.. nodes.Select(node => (
            node.Function,
            node.Arguments.Select(argument => argument.Number).ToArray(),
            node.Arguments.Index().Where(entry => entry.Item.Signal is not null).Select(entry => (entry.Index, places[entry.Item.Signal!])).ToArray()))];
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
        _values[0] = x;
        for (var i = 0; i < _nodes.Length; i++)
        {
            var (function, arguments, reads) = _nodes[i];
            foreach (var (argument, place) in reads)
            {
                arguments[argument] = _values[place];
            }

            _values[i + 1] = function(arguments);
        }

        return _values[^1];
    }
}
