using System.Globalization;

using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Operators;

/// <summary>
/// Cast: the same elements in another type. Numbers are cut towards zero for whole ones, whole ones wrap around, anything
/// but 0 is true, and a text is read as a number or written as the shortest text that stands for it.
/// </summary>
internal static class CastOperator
{
    /// <summary>The operator.</summary>
    public static Tensor[] Run(NodeRun node)
    {
        // These say how to round to 8-bit numbers with a fraction, which are refused below.
        if (node.Version >= 19)
        {
            _ = node.Integer("saturate", 1);
        }

        if (node.Version >= 24)
        {
            _ = node.Text("round_mode", "up");
        }

        var to = node.Attribute("to", AttributeProto.ValueKind.Integer)?.Integer ?? throw new ModelFileException("the attribute 'to' is missing");
        return [To(node, node.Input(0), to is > 0 and < byte.MaxValue ? (ElementType)to : ElementType.Undefined)];
    }

    /// <summary>The elements in another type.</summary>
    public static Tensor To(NodeRun node, Tensor x, ElementType type)
    {
        if (x.Type == type)
        {
            return x;
        }

        var allowance = node.Allowance;
        if (type.IsFloating())
        {
            return TensorElementKind.Of(type, x.Shape, x.ToDoubles(allowance), allowance);
        }

        if (type.IsInteger())
        {
            return TensorElementKind.Of(type, x.Shape, Whole(node, x), allowance);
        }

        allowance.ChargeArray<string>(x.Count);
        return type switch
        {
            ElementType.Bool when x.Type.IsInteger() =>
                new TensorOf<bool>(type, x.Shape, Array.ConvertAll(x.ToIntegers(allowance), value => value != 0)),
            ElementType.Bool => new TensorOf<bool>(type, x.Shape, Array.ConvertAll(x.ToDoubles(allowance), value => value != 0)),
            ElementType.String => new TensorOf<string>(type, x.Shape, Texts(node, x)),
            _ => throw node.Unsupported($"to the element type {type}"),
        };
    }

    private static Int128[] Whole(NodeRun node, Tensor x)
    {
        if (x.Type.IsInteger() || x.Type == ElementType.Bool)
        {
            return x.ToIntegers(node.Allowance);
        }

        node.Allowance.ChargeArray<Int128>(x.Count);
        return x is TensorOf<string> texts
            ? Array.ConvertAll(texts.Values, text => Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? whole
                : throw new ModelFileException($"The text '{text}' is no whole number."))
            : Array.ConvertAll(x.ToDoubles(node.Allowance), value => double.IsNaN(value) ? 0 : (Int128)value);
    }

    /// <summary>Charged for short texts; a number takes at most 24 characters.</summary>
    private static string[] Texts(NodeRun node, Tensor x)
    {
        node.Allowance.Charge(72L * x.Count);
        var texts = new string[x.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = x switch
            {
                TensorOf<float> t => Short(t.Values[i], t.Values[i].ToString(CultureInfo.InvariantCulture)),
                TensorOf<double> t => Short(t.Values[i], t.Values[i].ToString(CultureInfo.InvariantCulture)),
                TensorOf<bool> t => t.Values[i] ? "1" : "0",
                _ => x.ElementText(i),
            };
        }

        return texts;
    }

    private static string Short(double value, string text) => value switch
    {
        double.PositiveInfinity => "INF",
        double.NegativeInfinity => "-INF",
        _ => text.Replace('E', 'e'),
    };
}
