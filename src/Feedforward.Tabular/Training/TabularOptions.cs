namespace Feedforward.Tabular;

/// <summary>The choices of a training on a table. Only the target has to be named.</summary>
public sealed record TabularOptions
{
    /// <summary>The column to predict.</summary>
    public required string Target { get; init; }

    /// <summary>What is to be predicted; null to infer it from the target.</summary>
    public LearningTask? Task { get; init; }

    /// <summary>What given columns mean; the others are inferred.</summary>
    public IReadOnlyDictionary<string, ColumnKind> Types { get; init; } = new Dictionary<string, ColumnKind>();

    /// <summary>Columns to leave out.</summary>
    public IReadOnlyCollection<string> Drop { get; init; } = [];

    /// <summary>
    /// A model whose training goes on: its schema, preprocessing, layers and parameters are where this training begins, and
    /// <see cref="Task"/>, <see cref="Types"/>, <see cref="Drop"/>, <see cref="Hidden"/>, <see cref="Activation"/>,
    /// <see cref="Dropout"/> and the normalisations are not used. Null to begin anew. With the same rows and seed the
    /// split is that of the first training.
    /// </summary>
    public TabularModel? From { get; init; }

    /// <summary>The widths of a plain network's hidden layers where none are given.</summary>
    public static IReadOnlyList<int> DefaultHidden { get; } = [64, 64];

    /// <summary>The activation of a plain network's hidden layers where none is given.</summary>
    public static string DefaultActivation => "relu";

    /// <summary>The optimizer of a plain network where none is given.</summary>
    public static string DefaultOptimizer => "adam";

    /// <summary>The learning-rate schedule of a plain network where none is given.</summary>
    public static string DefaultSchedule => "cosine";

    /// <summary>
    /// The name of one of <see cref="Presets"/>, which then chooses everything that a <see cref="Tabular.Preset"/> holds, but for what
    /// the options below say; "plain" for exactly what these say and nothing else. Null for "auto", and for "plain" as soon as an
    /// option describes the network: <see cref="Hidden"/>, <see cref="Activation"/> or one that only a plain network has
    /// (<see cref="Loss"/>, <see cref="Optimizer"/>, <see cref="L1"/>, <see cref="L2"/>, <see cref="BatchNormalization"/>,
    /// <see cref="LayerNormalization"/>, <see cref="GradientClip"/>). A training that goes on <see cref="From"/> a model has none.
    /// </summary>
    public string? Preset { get; init; }

    /// <summary>
    /// Which of <see cref="PresetAlternative"/> change the preset: names with commas between, or "none"; null to let rows held back decide, where the preset
    /// has some.
    /// </summary>
    public string? Alternative { get; init; }

    /// <summary>What is to be changed in the preset, for example <c>preset => preset with { Epochs = 50 }</c>; or null.</summary>
    public Func<Preset, Preset>? Adjust { get; init; }

    /// <summary>The widths of the hidden layers; none gives linear or logistic regression, null the preset's or <see cref="DefaultHidden"/>.</summary>
    public IReadOnlyList<int>? Hidden { get; init; }

    /// <summary>
    /// The name of the hidden layers' activation, or of a plain network one for each layer with commas between; null for the preset's or
    /// <see cref="DefaultActivation"/>.
    /// </summary>
    public string? Activation { get; init; }

    /// <summary>
    /// The name of the loss; null for the task's: binary cross entropy, softmax cross entropy, squared error.
    /// </summary>
    public string? Loss { get; init; }

    /// <summary>
    /// The name of the metric on the validation part by which the best epoch is chosen and training stops, such as
    /// <c>auc</c>; see <see cref="TabularMetric.All"/>. Null to choose by the loss and to show accuracy or RMSE beside it. Of
    /// epochs with the same accuracy the last is kept.
    /// </summary>
    public string? Metric { get; init; }

    /// <summary>The name of the optimizer; null for <see cref="DefaultOptimizer"/>.</summary>
    public string? Optimizer { get; init; }

    /// <summary>The learning rate before the schedule's factor; null for the optimizer's usual one.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The name of the learning-rate schedule; null for the preset's or <see cref="DefaultSchedule"/>, which lets the rate fall to 0 over <see cref="Epochs"/>.</summary>
    public string? Schedule { get; init; }

    /// <summary>
    /// Rows in a minibatch; of a preset at most. Null for the preset's, and in a plain network for 16 in training parts below 500 rows, 32 below 2,000, 64
    /// below 8,000, 128 below 100,000, else 256.
    /// </summary>
    public int? BatchSize { get; init; }

    /// <summary>
    /// The most epochs; null for as many as make 10,000 steps (regression: 30,000), but 20 (50) at least and 500 at most.
    /// </summary>
    public int? Epochs { get; init; }

    /// <summary>
    /// How many epochs without a better validation risk are waited for; null for as many as make 500 steps, but 10 at
    /// least and 100 at most. <see cref="int.MaxValue"/> to never stop early.
    /// </summary>
    public int? Patience { get; init; }

    /// <summary>
    /// The share of the rows left after the test part that watches over the training; null for 0.2 below 10,000 rows and
    /// 0.1 from there on (none below 50).
    /// </summary>
    public double? Validation { get; init; }

    /// <summary>The share of all rows that judges the result; null for 0.2 (none below 50 rows). Not used with <see cref="TestTable"/>.</summary>
    public double? Test { get; init; }

    /// <summary>Rows of their own that judge the result, or null to hold some back.</summary>
    public Table? TestTable { get; init; }

    /// <summary>The seed of split, initial parameters, batches and dropout.</summary>
    public ulong Seed { get; init; }

    /// <summary>The most threads to use; 0 means all processors. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Into how many shards each minibatch is cut, a power of two; see <see cref="Training.TrainingOptions.Shards"/>. The result depends on it, but not on how
    /// many processes share the shards.
    /// </summary>
    public int Shards { get; init; } = 1;

    /// <summary>The processes that train together, each of which calls the same with the same table; or null for this one alone.</summary>
    public Training.Collective? Collective { get; init; }

    /// <summary>How classes are weighted.</summary>
    public ClassWeighting ClassWeighting { get; init; } = ClassWeighting.None;

    /// <summary>The weight of each class by its label, for <see cref="ClassWeighting.Explicit"/>; a class not named weighs 1.</summary>
    public IReadOnlyDictionary<string, double> ClassWeights { get; init; } = new Dictionary<string, double>();

    /// <summary>The share of each hidden layer's outputs that dropout removes in training, 0 or more and less than 1; null for the preset's or 0.</summary>
    public float? Dropout { get; init; }

    /// <summary>The strength of the L1 penalty.</summary>
    public double L1 { get; init; }

    /// <summary>The strength of the L2 penalty.</summary>
    public double L2 { get; init; }

    /// <summary>Whether each hidden layer is followed by batch normalisation, before its activation.</summary>
    public bool BatchNormalization { get; init; }

    /// <summary>Whether each hidden layer is followed by layer normalisation, before its activation.</summary>
    public bool LayerNormalization { get; init; }

    /// <summary>The share of each target that is spread evenly over the classes, 0 or more and less than 1; null for the preset's or 0.</summary>
    public float? LabelSmoothing { get; init; }

    /// <summary>Whether the probabilities are calibrated on the rows held back; see <see cref="ProbabilityCalibration"/>. Null for yes with a preset and no without.</summary>
    public bool? Calibrate { get; init; }

    /// <summary>
    /// The probability with which intervals or prediction sets shall hold the truth, above 0 and below 1; null for none. They need
    /// validation rows; see <see cref="ConformalPrediction"/>.
    /// </summary>
    public double? IntervalLevel { get; init; } = 0.9;

    /// <summary>The largest length of the gradient; null for no limit.</summary>
    public double? GradientClip { get; init; }

    /// <summary>
    /// Whether, once the best epoch is known, as many epochs are trained again from the start on all rows but those of the test
    /// part. With folds there is nothing to add: every row is learned from already.
    /// </summary>
    public bool Refit { get; init; }

    /// <summary>
    /// The time for everything from the call on; null for no limit. A preset is fitted to it: fewer epochs, or one network instead
    /// of an ensemble, with schedules that end in time. What the options themselves chose is cut off and gives the best epoch so
    /// far. The result depends on the machine's speed.
    /// </summary>
    public TimeSpan? TimeLimit { get; init; }
}
