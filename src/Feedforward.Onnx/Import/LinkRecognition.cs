using Feedforward.Activations;
using Feedforward.Losses;

namespace Feedforward.Onnx.Import;

/// <summary>Takes off the end of a graph what belongs to the loss: softmax, sigmoid, exponential.</summary>
internal static class LinkRecognition
{
    /// <summary>What comes before the link, and the link.</summary>
    public static (Signal Before, OutputLink Link) Of(Signal output) => output switch
    {
        SoftmaxSignal softmax => (softmax.Operands[0], softmax.IsLogarithm ? OutputLink.LogarithmOfSoftmax : OutputLink.Softmax),
        ConcatenatedSignal { Operands: [{ Width: 1 } no, { Width: 1 } yes] } when Both(no, yes) is { } before => (before, OutputLink.BothClasses),
        ElementwiseSignal { Node.Operator: "Log", Operands: [SoftmaxSignal { IsLogarithm: false } softmax] } => (softmax.Operands[0], OutputLink.LogarithmOfSoftmax),
        ElementwiseSignal => Cut(output, Activation.Sigmoid.Value) is { } before ? (before, OutputLink.Sigmoid)
            : Cut(output, Math.Exp) is { } rate ? (rate, OutputLink.Exponential)
            : (output, OutputLink.None),
        _ => (output, OutputLink.None),
    };

    /// <summary>The loss that has a link.</summary>
    public static Loss LossOf(OutputLink link) => link switch
    {
        OutputLink.Softmax or OutputLink.LogarithmOfSoftmax => Loss.SoftmaxCrossEntropy,
        OutputLink.Sigmoid or OutputLink.BothClasses => Loss.BinaryCrossEntropy,
        OutputLink.Exponential => Loss.PoissonLikelihood,
        _ => Loss.SquaredError,
    };

    /// <summary>z, where the second of two numbers is sigmoid(z) and the first 1 − sigmoid(z).</summary>
    private static Signal? Both(Signal no, Signal yes) =>
        Cut(yes, Activation.Sigmoid.Value) is { } before
        && ScalarFunction.Between(before, no) is { } function
        && ActivationMatch.AreSame(function, x => 1 - Activation.Sigmoid.Value(x))
            ? before
            : null;

    /// <summary>The nearest signal of which another is a given function.</summary>
    private static Signal? Cut(Signal signal, Func<double, double> wanted)
    {
        for (var before = signal.Dominator; before is not null; before = before.Dominator)
        {
            if (ScalarFunction.Between(before, signal) is not { } function)
            {
                return null;
            }

            if (ActivationMatch.AreSame(function, wanted))
            {
                return before;
            }
        }

        return null;
    }
}
