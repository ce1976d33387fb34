namespace Feedforward.Randomness;

/// <summary>What random numbers are drawn for. Numbers for different purposes never depend on each other.</summary>
public enum RandomPurpose : uint
{
    /// <summary>Initial parameters of a network.</summary>
    Initialization = 1,

    /// <summary>Which examples form each minibatch.</summary>
    Batches = 2,

    /// <summary>Which activations dropout removes.</summary>
    Dropout = 3,

    /// <summary>Which rows go to training, validation and test.</summary>
    Split = 4,

    /// <summary>Generated data sets.</summary>
    Data = 5,

    /// <summary>Experiments and checks.</summary>
    Experiment = 6,

    /// <summary>Which configurations a search tries.</summary>
    Search = 7,
}
