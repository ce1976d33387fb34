namespace Feedforward.Onnx.Import;

/// <summary>What stood between the last layer and the graph's output. It became the loss's link, except none.</summary>
internal enum OutputLink
{
    /// <summary>The last layer's numbers are the output.</summary>
    None,

    /// <summary>The probability of each class.</summary>
    Softmax,

    /// <summary>Its logarithm.</summary>
    LogarithmOfSoftmax,

    /// <summary>The probability of yes, for each output.</summary>
    Sigmoid,

    /// <summary>The probabilities of no and yes, from one number.</summary>
    BothClasses,

    /// <summary>A rate.</summary>
    Exponential,
}
