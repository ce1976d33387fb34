namespace Feedforward.Onnx.Operators;

/// <summary>What an operator computes: its outputs, in their order.</summary>
internal delegate Tensor[] OperatorFormula(NodeRun node);

/// <summary>
/// The operators the evaluator has. A new one is one line: its name, the oldest opset whose form of it runs, and its formula.
/// Before opset 7 some had another kind of broadcasting or settings of a forgotten runtime; those forms are refused.
/// </summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, (int Since, OperatorFormula Formula)> Formulas = new(StringComparer.Ordinal)
    {
        ["Add"] = (7, Arithmetic.Add),
        ["BatchNormalization"] = (7, BatchNormalizationOperator.Run),
        ["Cast"] = (6, CastOperator.Run),
        ["Clip"] = (6, ClipOperator.Run),
        ["Concat"] = (4, ConcatOperator.Run),
        ["Constant"] = (1, ConstantOperator.Run),
        ["Div"] = (7, Arithmetic.Divide),
        ["Dropout"] = (7, DropoutOperator.Run),
        ["Elu"] = (6, ElementFunctions.Elu),
        ["Erf"] = (9, ElementFunctions.Erf),
        ["Flatten"] = (1, ShapeOperators.Flatten),
        ["Gather"] = (1, GatherOperator.Run),
        ["Gelu"] = (20, ElementFunctions.Gelu),
        ["Gemm"] = (7, ProductOperators.Gemm),
        ["HardSigmoid"] = (6, ElementFunctions.HardSigmoid),
        ["Identity"] = (1, ShapeOperators.Identity),
        ["LayerNormalization"] = (17, LayerNormalizationOperator.Run),
        ["LeakyRelu"] = (6, ElementFunctions.LeakyRelu),
        ["LogSoftmax"] = (1, SoftmaxOperators.LogSoftmax),
        ["MatMul"] = (1, ProductOperators.MatMul),
        ["Mish"] = (18, ElementFunctions.Mish),
        ["Mul"] = (7, Arithmetic.Multiply),
        ["Relu"] = (6, ElementFunctions.Relu),
        ["Reshape"] = (5, ShapeOperators.Reshape),
        ["Selu"] = (6, ElementFunctions.Selu),
        ["Sigmoid"] = (6, ElementFunctions.Sigmoid),
        ["Softmax"] = (1, SoftmaxOperators.Softmax),
        ["Softplus"] = (1, ElementFunctions.Softplus),
        ["Softsign"] = (1, ElementFunctions.Softsign),
        ["Squeeze"] = (1, ShapeOperators.Squeeze),
        ["Sub"] = (7, Arithmetic.Subtract),
        ["Tanh"] = (6, ElementFunctions.Tanh),
        ["Transpose"] = (1, TransposeOperator.Run),
        ["Unsqueeze"] = (1, ShapeOperators.Unsqueeze),
    };

    /// <summary>The names of the operators.</summary>
    public static IReadOnlyCollection<string> Names => Formulas.Keys;

    /// <summary>The formula of an operator.</summary>
    /// <param name="name">Its name, with its domain where that is not ONNX's own.</param>
    /// <param name="version">The model's opset.</param>
    /// <param name="place">Where it stands, for the message.</param>
    /// <exception cref="UnsupportedOperatorException">There is none, or not in that version.</exception>
    public static OperatorFormula Find(string name, long version, string place) =>
        !Formulas.TryGetValue(name, out var found)
            ? throw new UnsupportedOperatorException(name, place + "the evaluator does not have it")
            : version < found.Since ? throw new UnsupportedOperatorException(name, $"{place}the model is of opset {version}; this operator runs from opset {found.Since} on")
            : found.Formula;
}
