namespace Feedforward.Onnx.Operators;

/// <summary>A graph needs an operator, a version, an attribute or an element type that the evaluator does not have.</summary>
/// <param name="operation">The operator, with its domain where that is not ONNX's own.</param>
/// <param name="why">What about it is not there.</param>
internal sealed class UnsupportedOperatorException(string operation, string why)
    : FeedforwardException($"unsupported: {operation} ({why})")
{
    /// <summary>The operator.</summary>
    public string Operator => operation;
}
