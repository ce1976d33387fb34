using System.Globalization;
using Feedforward.Layers;

namespace Feedforward.Tabular;

/// <summary>
/// Everything that is chosen about a network and its training, written out: what <see cref="Presets"/> give and what can be
/// changed with <c>with</c>. No value stands for another.
/// </summary>
public sealed record Preset
{
    /// <summary>The preset's name.</summary>
    public required string Name { get; init; }

    /// <summary>What happens to columns of numbers.</summary>
    public NumberScaling Numbers { get; init; } = NumberScaling.RobustAndQuantile;

    /// <summary>From how many categories on a column is embedded; null for one-hot features throughout.</summary>
    public int? CodesFrom { get; init; } = 9;

    /// <summary>How numbers are embedded; those of vectors, such as images, never are.</summary>
    public NumberEmbedding NumberEmbedding { get; init; } = NumberEmbedding.Periodic;

    /// <summary>Whether a <see cref="Scale"/> layer weighs the features.</summary>
    public bool ScaleFeatures { get; init; } = true;

    /// <summary>How many networks are trained side by side and averaged.</summary>
    public int Members { get; init; } = 1;

    /// <summary>
    /// Whether the members share their matrices and differ by factors, as <see cref="BatchEnsembleDense"/> has it (TabM), rather than
    /// having matrices of their own.
    /// </summary>
    public bool SharedWeights { get; init; }

    /// <summary>
    /// Bagging by cross-validation: member m does not learn from the rows of fold m modulo this number, and is judged on them, so
    /// that all rows are learned from. 0 to hold back a validation part from all members instead.
    /// </summary>
    public int Folds { get; init; }

    /// <summary>The widths of the hidden layers of each member.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [256, 256, 256];

    /// <summary>The name of the hidden layers' activation.</summary>
    public string Activation { get; init; } = "selu";

    /// <summary>Whether each neuron learns how far from linear its activation is.</summary>
    public bool ParametricActivation { get; init; } = true;

    /// <summary>How step sizes depend on a layer's number of inputs.</summary>
    public Parametrization Parametrization { get; init; } = Parametrization.NeuralTangent;

    /// <summary>Whether initial parameters are fitted to the rows.</summary>
    public bool FitInitialParameters { get; init; } = true;

    /// <summary>The share of each hidden layer's outputs that dropout removes in training, before the schedule's factor.</summary>
    public float Dropout { get; init; } = 0.15f;

    /// <summary>The name of the schedule of dropout.</summary>
    public string DropoutSchedule { get; init; } = "flat-cosine";

    /// <summary>The name of the loss.</summary>
    public required string Loss { get; init; }

    /// <summary>The share of each target that is spread evenly over the classes.</summary>
    public float LabelSmoothing { get; init; }

    /// <summary>β₂ of Adam.</summary>
    public float Beta2 { get; init; } = 0.95f;

    /// <summary>The strength of decoupled weight decay, before the schedule's factor.</summary>
    public float WeightDecay { get; init; } = 0.02f;

    /// <summary>The name of the schedule of weight decay.</summary>
    public string DecaySchedule { get; init; } = "flat-cosine";

    /// <summary>The learning rate before the schedule's factor.</summary>
    public double LearningRate { get; init; } = 0.04;

    /// <summary>The name of the learning-rate schedule.</summary>
    public string Schedule { get; init; } = "coslog4";

    /// <summary>Rows in a minibatch, at most: where they make eight steps an epoch or fewer, these are made equally large.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>How many epochs are trained.</summary>
    public int Epochs { get; init; } = 256;

    /// <summary>After how many epochs each the rows held back are looked at.</summary>
    public int ValidateEvery => Math.Max(1, Epochs / 32);

    /// <summary>How many epochs without a better validation metric are waited for; null for all epochs.</summary>
    public int? Patience { get; init; }

    /// <summary>The name of the metric that the best epoch is chosen by.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether predicted numbers are kept in the range of the training part's targets.</summary>
    public bool KeepInRange { get; init; } = true;

    /// <summary>What rows held back decide on before the training, where there are enough (<see cref="PresetChoice"/>); none where nothing is left to decide.</summary>
    public IReadOnlyList<PresetAlternative> Alternatives { get; init; } = [];

    /// <summary>The names of the alternatives that were chosen, with commas between, or <see cref="PresetAlternative.None"/>; null where there was no choice.</summary>
    public string? Alternative { get; init; }

    /// <summary>Checks that the choices go together.</summary>
    /// <exception cref="ArgumentException">They do not; the message says which.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Members);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchSize);
        if (Folds != 0 && (Folds < 2 || Folds > Members))
        {
            throw new ArgumentException($"The preset has {Members} members and {Folds} folds; there are no folds, or two up to the number of members.");
        }

        if (Hidden.Any(width => width < 1))
        {
            throw new ArgumentException($"The preset's hidden layers have the widths {string.Join(',', Hidden)}; a layer has 1 neuron or more.");
        }

        if (!(Dropout >= 0 && Dropout < 1))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The preset's dropout is {Dropout}; it is at least 0 and below 1."));
        }
    }

    /// <summary>Every choice by its name, in one order: what <c>--show-config</c> prints and the model keeps.</summary>
    public OrderedDictionary<string, string> Describe()
    {
        var texts = new OrderedDictionary<string, string>();
        void Add(string name, object? value) => texts.Add(name, value switch
        {
            null => "none",
            bool truth => truth ? "true" : "false",
            IEnumerable<int> widths => string.Join(',', widths.Select(width => width.ToString(CultureInfo.InvariantCulture))),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        });

        Add("preset", Name);
        Add("members", Members);
        Add("sharedWeights", SharedWeights);
        Add("folds", Folds);
        Add("hidden", Hidden);
        Add("activation", Activation);
        Add("parametricActivation", ParametricActivation);
        Add("parametrization", Parametrization);
        Add("fitInitialParameters", FitInitialParameters);
        Add("numbers", Numbers);
        Add("numberEmbedding", NumberEmbedding);
        Add("codesFrom", CodesFrom);
        Add("scaleFeatures", ScaleFeatures);
        Add("dropout", Dropout);
        Add("dropoutSchedule", DropoutSchedule);
        Add("loss", Loss);
        Add("labelSmoothing", LabelSmoothing);
        Add("optimizer", "adamw");
        Add("beta2", Beta2);
        Add("weightDecay", WeightDecay);
        Add("decaySchedule", DecaySchedule);
        Add("learningRate", LearningRate);
        Add("schedule", Schedule);
        Add("batchSize", BatchSize);
        Add("epochs", Epochs);
        Add("validateEvery", ValidateEvery);
        Add("patience", Patience);
        Add("metric", Metric);
        Add("keepInRange", KeepInRange);
        if (Alternatives.Count > 0)
        {
            Add("alternatives", string.Join(',', Alternatives.Select(alternative => alternative.Name)));
        }

        if (Alternative is not null)
        {
            Add("alternative", Alternative);
        }

        return texts;
    }
}
