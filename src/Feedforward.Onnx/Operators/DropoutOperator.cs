using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Operators;

/// <summary>
/// Dropout at prediction: x itself, and a mask that keeps everything. Ratio and mode are inputs since opset 12. Dropping at
/// random is refused: nobody could compare the result.
/// </summary>
internal static class DropoutOperator
{
    /// <summary>The operator.</summary>
    public static Tensor[] Run(NodeRun node)
    {
        var x = node.Input(0);
        if (node.Version < 12)
        {
            _ = node.Float("ratio", 0.5f);
        }
        else
        {
            _ = node.Integer("seed", 0);
            var (ratio, mode) = (node.OptionalInput(1), node.OptionalInput(2));
            var isTraining = mode switch
            {
                null => false,
                TensorOf<bool> { Count: 1 } flag => flag.Values[0],
                _ => throw new ModelFileException($"training_mode is {mode.Type} {mode.ShapeText}; it must be one truth value"),
            };
            if (isTraining && (ratio is not { Count: 1 } || ratio.ToDoubles(node.Allowance)[0] != 0))
            {
                throw node.Unsupported("training_mode, which drops at random");
            }
        }

        if (node.OutputCount < 2)
        {
            return [x];
        }

        node.Allowance.ChargeArray<bool>(x.Count);
        var mask = new TensorOf<bool>(ElementType.Bool, x.Shape, [.. Enumerable.Repeat(true, x.Count)]);
        return node.Version >= 10 ? [x, mask] : [x, CastOperator.To(node, mask, x.Type)];
    }
}
