using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Operators;

/// <summary>
/// LayerNormalization (opset 17): γ(x − μ)/√(σ² + ε) + β with the moments over the given axis and all behind it. The mean and
/// 1/√(σ² + ε) are outputs too.
/// </summary>
internal static class LayerNormalizationOperator
{
    /// <summary>The operator.</summary>
    public static Tensor[] Run(NodeRun node)
    {
        var (x, scale, bias) = (node.Input(0), node.Input(1), node.OptionalInput(2));
        var axis = NodeRun.Axis(node.Integer("axis", -1), x.Shape.Length);
        var (ε, stash) = (node.Float("epsilon", 1e-5f), (ElementType)node.Integer("stash_type", (long)ElementType.Float));
        if (!x.Type.IsFloating() || scale.Type != x.Type || (bias is not null && bias.Type != x.Type))
        {
            throw node.Unsupported($"elements of the types {x.Type}, {scale.Type}, {bias?.Type}");
        }

        if (!stash.IsFloating())
        {
            throw node.Unsupported($"stash_type = {stash}");
        }

        var values = x.ToDoubles(node.Allowance);
        var γ = Broadcasting.To(scale, x.Shape, node.Allowance).ToDoubles(node.Allowance);
        var β = bias is null ? null : Broadcasting.To(bias, x.Shape, node.Allowance).ToDoubles(node.Allowance);
        var rows = values.Length == 0 ? 0 : TensorElements.Count(x.Shape.AsSpan(..axis), "rows");
        node.Allowance.ChargeArray<double>(2L * rows);
        var (means, inverses) = (new double[rows], new double[rows]);
        var width = rows == 0 ? 0 : values.Length / rows;
        for (var row = 0; row < rows; row++)
        {
            (means[row], inverses[row]) = Normalize(values.AsSpan(row * width, width), ε);
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (γ[i] * values[i]) + (β is null ? 0 : β[i]);
        }

        int[] reduced = [.. x.Shape.Select((size, i) => i < axis ? size : 1)];
        var y = TensorElementKind.Of(x.Type, x.Shape, values, node.Allowance);
        return node.OutputCount == 1 || rows != TensorElements.Count(reduced, "means")
            ? node.OutputCount == 1 ? [y] : throw new ModelFileException($"{x.ShapeText} has no moments over no elements")
            : [y, TensorElementKind.Of(stash, reduced, means, node.Allowance), TensorElementKind.Of(stash, reduced, inverses, node.Allowance)];
    }

    /// <summary>Mean and 1/√(σ² + ε) of a row, which becomes (x − μ)/√(σ² + ε).</summary>
    private static (double Mean, double Inverse) Normalize(Span<double> row, double ε)
    {
        var (mean, variance) = (0.0, 0.0);
        foreach (var value in row)
        {
            mean += value / row.Length;
        }

        foreach (var value in row)
        {
            variance += (value - mean) * (value - mean) / row.Length;
        }

        var inverse = 1 / Math.Sqrt(variance + ε);
        foreach (ref var value in row)
        {
            value = (value - mean) * inverse;
        }

        return (mean, inverse);
    }
}
