namespace Feedforward.Tests.Architecture;

/// <summary>A part of the core and what it may know.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Files">Its files: a folder of src/Feedforward ("Kernels/") or the files of types at its root ("Matrix").</param>
/// <param name="MayKnow">Rooms whose every type it may use, beside its own and Numbers.</param>
/// <param name="MayKnowTypes">Single types of other rooms it may use as well.</param>
internal sealed record Room(string Name, string[] Files, string[] MayKnow, params string[] MayKnowTypes)
{
    /// <summary>
    /// The arrows of docs/architecture.md: Kernels ← Activations, Losses, Optimizers, Layers ← Network ← Training, and what
    /// stands beside them.
    /// </summary>
    public static IReadOnlyList<Room> Core { get; } =
    [
        // A number's elementary functions and the normal quantile of a random number are kernels.
        new("Numbers", ["IReal", "Real32", "Real64", "Matrix", "DataException", "DivergedException", "FeedforwardException", "ModelFileException", "Randomness/"], ["Kernels"]),

        // A kernel is compiled for an operator, so it names the interface of operators, never one of them.
        new("Kernels", ["Kernels/"], [], "IActivation", "IElementLoss", "IUpdateRule", "IPenalty"),
        new("Activations", ["Activations/"], ["Kernels"]),

        // The inverse links of the cross entropies are the sigmoid and softmax.
        new("Losses", ["Losses/"], ["Kernels"], "Sigmoid", "Softmax"),

        // Which initialiser suits depends on the activation.
        new("Initializers", ["Initializers/"], ["Kernels", "Activations"]),
        new("Layers", ["Layers/"], ["Kernels", "Activations", "Initializers"]),

        // Where weights and biases lie in θ is all that penalties and optimizers know of layers.
        new("Penalties", ["Penalties/"], ["Kernels"], "ParameterBlock", "ParameterKind"),

        // The state of an optimizer is made for a network: it reads the blocks of θ and nothing else.
        new("Optimizers", ["Optimizers/"], ["Kernels"], "ParameterBlock", "ParameterKind", "Network"),

        // Whole powers with the same bits everywhere.
        new("Schedules", ["Schedules/"], ["Kernels"], "Powers"),
        new("Metrics", ["Metrics/"], []),
        new("Network", ["Network", "Prediction", "Workspace", "Neuron", "Perceptron"], ["Kernels", "Activations", "Layers", "Initializers"]),
        new("Training", ["Training/"], ["Kernels", "Activations", "Losses", "Initializers", "Layers", "Penalties", "Optimizers", "Schedules", "Network"]),
        new("Models", ["LinearRegression", "LogisticRegression", "LeastSquares"], ["Activations", "Losses", "Initializers", "Layers", "Penalties", "Optimizers", "Schedules", "Network", "Training"]),

        // The wave among the targets is computed by the portable cosine.
        new("Experiments", ["Experiments/"], ["Activations", "Losses", "Initializers", "Layers", "Penalties", "Optimizers", "Schedules", "Network", "Training", "Models"], "PortableCosine"),
    ];

    /// <summary>The room a file of the core belongs to, or null.</summary>
    /// <param name="path">Relative to src/Feedforward.</param>
    public static Room? Of(string path) => Core.FirstOrDefault(room => room.Files.Any(file => file.EndsWith('/')
        ? path.StartsWith(file, StringComparison.Ordinal)
        : path == $"{file}.cs" || (path.StartsWith($"{file}.", StringComparison.Ordinal) && !path.Contains('/'))));

    /// <summary>Whether a file of this room may use a type.</summary>
    public bool MayUse(Room other, string type) =>
        other == this || other.Name == "Numbers" || MayKnow.Contains(other.Name) || MayKnowTypes.Contains(type);
}
