using Feedforward.Activations;
using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Operators;

/// <summary>
/// The operators that are a function of each element. What the core has as an activation is that activation, in the
/// arithmetic of training for single precision; the others are written here over the same numbers.
/// </summary>
internal static class ElementFunctions
{
    /// <summary>max(0, a); whole numbers too.</summary>
    public static Tensor[] Relu(NodeRun node) => node.Input(0).Type.IsInteger()
        ? [ClipOperator.Apply(node, node.Input(0), TensorElementKind.Of(node.Input(0).Type, [], new Int128[1], node.Allowance), null)]
        : Map(node, new Core<Relu>());

    /// <summary>1/(1 + e⁻ᵃ)</summary>
    public static Tensor[] Sigmoid(NodeRun node) => Map(node, new Core<Sigmoid>());

    /// <summary>The hyperbolic tangent.</summary>
    public static Tensor[] Tanh(NodeRun node) => Map(node, new Core<Tanh>());

    /// <summary>log(1 + eᵃ)</summary>
    public static Tensor[] Softplus(NodeRun node) => Map(node, new Core<Softplus>());

    /// <summary>a·tanh(softplus(a))</summary>
    public static Tensor[] Mish(NodeRun node) => Map(node, new Core<Mish>());

    /// <summary>a/(1 + |a|)</summary>
    public static Tensor[] Softsign(NodeRun node) => Map(node, new SoftsignFunction());

    /// <summary>The error function.</summary>
    public static Tensor[] Erf(NodeRun node) => Map(node, new ErfFunction());

    /// <summary>a above 0, α·a below.</summary>
    public static Tensor[] LeakyRelu(NodeRun node) => Map(node, new LeakyFunction(node.Float("alpha", 0.01f)));

    /// <summary>a above 0, α(eᵃ − 1) below.</summary>
    public static Tensor[] Elu(NodeRun node) => Map(node, new ExponentialFunction(node.Float("alpha", 1), 1));

    /// <summary>γ·a above 0, γα(eᵃ − 1) below.</summary>
    public static Tensor[] Selu(NodeRun node) =>
        Map(node, new ExponentialFunction(node.Float("alpha", 1.6732632423543772f), node.Float("gamma", 1.0507009873554805f)));

    /// <summary>max(0, min(1, αa + β))</summary>
    public static Tensor[] HardSigmoid(NodeRun node) =>
        Map(node, new HardSigmoidFunction(node.Float("alpha", 0.2f), node.Float("beta", 0.5f)));

    /// <summary>aΦ(a), exact or with the hyperbolic tangent in place of the error function.</summary>
    public static Tensor[] Gelu(NodeRun node) => node.Text("approximate", "none") switch
    {
        "none" => Map(node, new Core<Gelu>()),
        "tanh" => Map(node, new TanhGeluFunction()),
        var other => throw node.Unsupported($"approximate = '{other}'"),
    };

    private static Tensor[] Map<TFunction>(NodeRun node, TFunction function)
        where TFunction : struct, IElementFunction
    {
        var x = node.Input(0);
        if (!x.Type.IsFloating())
        {
            throw node.Unsupported($"elements of type {x.Type}");
        }

        var values = x.ToDoubles(node.Allowance);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = x.Type == ElementType.Float
                ? function.Value(new Real32((float)values[i])).Value
                : function.Value(new Real64(values[i])).Value;
        }

        return [TensorElementKind.Of(x.Type, x.Shape, values, node.Allowance)];
    }

    private readonly struct Core<TActivation> : IElementFunction
        where TActivation : struct, IActivation
    {
        public T Value<T>(T a)
            where T : struct, IReal<T> => TActivation.Value(a);
    }

    private readonly struct SoftsignFunction : IElementFunction
    {
        public T Value<T>(T a)
            where T : struct, IReal<T> => a / (T.One + T.Abs(a));
    }

    private readonly struct ErfFunction : IElementFunction
    {
        public T Value<T>(T a)
            where T : struct, IReal<T> => T.Erf(a);
    }

    private readonly struct LeakyFunction(double α) : IElementFunction
    {
        public T Value<T>(T a)
            where T : struct, IReal<T> => T.WherePositive(a, a, T.Constant(α) * a);
    }

    /// <summary>Below 0 the core's Elu is eᵃ − 1.</summary>
    private readonly struct ExponentialFunction(double α, double γ) : IElementFunction
    {
        public T Value<T>(T a)
            where T : struct, IReal<T> => T.Constant(γ) * T.WherePositive(a, a, T.Constant(α) * Activations.Elu.Value(a));
    }

    private readonly struct HardSigmoidFunction(double α, double β) : IElementFunction
    {
        public T Value<T>(T a)
            where T : struct, IReal<T> => T.Max(T.Zero, T.Min(T.One, T.FusedMultiplyAdd(T.Constant(α), a, T.Constant(β))));
    }

    /// <summary>½a(1 + tanh(√(2/π)(a + 0.044715a³))). Hendrycks and Gimpel 2016.</summary>
    private readonly struct TanhGeluFunction : IElementFunction
    {
        public T Value<T>(T a)
            where T : struct, IReal<T> =>
            T.Constant(0.5) * a * (T.One + T.Tanh(T.Constant(0.79788456080286536) * T.FusedMultiplyAdd(T.Constant(0.044715) * a, a * a, a)));
    }
}
