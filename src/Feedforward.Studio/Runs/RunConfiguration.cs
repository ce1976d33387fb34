using System.Globalization;
using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>What a run was asked to be: the data and the choices, as the page sends them and as they are kept beside the run.</summary>
internal sealed record RunConfiguration
{
    /// <summary>The name of the table.</summary>
    public required string Data { get; init; }

    /// <summary>The column to predict.</summary>
    public required string Target { get; init; }

    /// <summary>What is to be predicted, or null to infer it.</summary>
    public LearningTask? Task { get; init; }

    /// <summary>Columns to leave out.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>The preset.</summary>
    public string Preset { get; init; } = Presets.Plain;

    /// <summary>The widths of the hidden layers.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = TabularOptions.DefaultHidden;

    /// <summary>The activation of all hidden layers, or of each.</summary>
    public IReadOnlyList<string> Activations { get; init; } = [TabularOptions.DefaultActivation];

    /// <summary>The loss, or null for the task's.</summary>
    public string? Loss { get; init; }

    /// <summary>The optimizer, or null for the usual one.</summary>
    public string? Optimizer { get; init; }

    /// <summary>The learning rate, or null for the optimizer's.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The learning-rate schedule, or null for the usual one.</summary>
    public string? Schedule { get; init; }

    /// <summary>Rows in a minibatch, or null for the usual number.</summary>
    public int? BatchSize { get; init; }

    /// <summary>The most epochs, or null for the usual number.</summary>
    public int? Epochs { get; init; }

    /// <summary>Epochs without a better validation loss until it ends; 0 for never, null for the usual number.</summary>
    public int? Patience { get; init; }

    /// <summary>The strength of the L1 penalty.</summary>
    public double L1 { get; init; }

    /// <summary>The strength of the L2 penalty.</summary>
    public double L2 { get; init; }

    /// <summary>The share that dropout removes.</summary>
    public double Dropout { get; init; }

    /// <summary>Whether hidden layers are followed by batch normalisation.</summary>
    public bool BatchNormalization { get; init; }

    /// <summary>The largest length of the gradient, or null.</summary>
    public double? GradientClip { get; init; }

    /// <summary>The share held back for validation, or null for the usual one.</summary>
    public double? Validation { get; init; }

    /// <summary>The share held back for the test, or null for the usual one.</summary>
    public double? Test { get; init; }

    /// <summary>The seed.</summary>
    public long Seed { get; init; }

    /// <summary>Reads what the page sent or what was kept.</summary>
    /// <exception cref="ArgumentException">A value is none that is possible.</exception>
    public static RunConfiguration Read(Parameters parameters) => new()
    {
        Data = parameters.Text("data"),
        Target = parameters.Text("target"),
        Task = parameters.OptionalText("task") is { } task ? TaskNamed(task) : null,
        Drop = parameters.Texts("drop"),
        Preset = PresetNamed(parameters.OptionalText("preset") ?? Presets.Plain),
        Hidden = parameters.Has("hidden") ? [.. parameters.Numbers("hidden").Select(Width)] : TabularOptions.DefaultHidden,
        Activations = parameters.Texts("activations") is { Length: > 0 } names ? names : [TabularOptions.DefaultActivation],
        Loss = parameters.OptionalText("loss"),
        Optimizer = parameters.OptionalText("optimizer"),
        LearningRate = Optional(parameters, "learningRate", 0, 1e6),
        Schedule = parameters.OptionalText("schedule"),
        BatchSize = (int?)Optional(parameters, "batchSize", 1, int.MaxValue),
        Epochs = (int?)Optional(parameters, "epochs", 1, 1_000_000_000),
        Patience = (int?)Optional(parameters, "patience", 0, int.MaxValue),
        L1 = parameters.Number("l1", 0, 1e6, 0),
        L2 = parameters.Number("l2", 0, 1e6, 0),
        Dropout = parameters.Number("dropout", 0, 0.99, 0),
        BatchNormalization = parameters.Flag("batchNormalization"),
        GradientClip = Optional(parameters, "gradientClip", 0, double.MaxValue),
        Validation = Optional(parameters, "validation", 0, 0.9),
        Test = Optional(parameters, "test", 0, 0.9),
        Seed = parameters.Whole("seed", 0, int.MaxValue, 0),
    };

    /// <summary>Writes the fields that <see cref="Read"/> reads.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("data", Data);
        json.WriteString("target", Target);
        json.WriteString("task", Task is { } task ? JsonFields.Kebab(task) : null);
        json.Texts("drop", Drop);
        json.WriteString("preset", Preset);
        json.WriteStartArray("hidden");
        foreach (var width in Hidden)
        {
            json.WriteNumberValue(width);
        }

        json.WriteEndArray();
        json.Texts("activations", Activations);
        json.WriteString("loss", Loss);
        json.WriteString("optimizer", Optimizer);
        json.Number("learningRate", LearningRate);
        json.WriteString("schedule", Schedule);
        json.Number("batchSize", BatchSize);
        json.Number("epochs", Epochs);
        json.Number("patience", Patience);
        json.WriteNumber("l1", L1);
        json.WriteNumber("l2", L2);
        json.WriteNumber("dropout", Dropout);
        json.WriteBoolean("batchNormalization", BatchNormalization);
        json.Number("gradientClip", GradientClip);
        json.Number("validation", Validation);
        json.Number("test", Test);
        json.WriteNumber("seed", Seed);
    }

    /// <summary>The same for the trainer.</summary>
    /// <param name="table">The table, with what its columns mean and which are left out.</param>
    /// <param name="threads">The most threads.</param>
    public TabularOptions ToOptions(StudioTable table, int threads)
    {
        var options = table.Choices(Target) with
        {
            Task = Task,
            Preset = Preset,

            // A run shows one training from its first step on.
            Alternative = PresetAlternative.None,
            Epochs = Epochs,
            BatchSize = BatchSize,
            LearningRate = LearningRate,
            Patience = Patience == 0 ? int.MaxValue : Patience,
            Validation = Validation,
            Test = Test,
            Seed = (ulong)Seed,
            Threads = threads,
        };
        options = Drop.Count > 0 ? options with { Drop = Drop } : options;
        return Preset != Presets.Plain ? options : options with
        {
            Hidden = Hidden,
            Activation = string.Join(',', Activations),
            Loss = Loss,
            Optimizer = Optimizer,
            Schedule = Schedule,
            L1 = L1,
            L2 = L2,
            Dropout = Dropout > 0 ? (float)Dropout : null,
            BatchNormalization = BatchNormalization,
            GradientClip = GradientClip,
        };
    }

    /// <summary>The command that trains the same.</summary>
    /// <param name="table">The table.</param>
    public string Command(StudioTable table)
    {
        var words = new List<string> { "feedforward", "train", table.Path is { } path ? ShellWord.Of(path) : table.Words, "--target", ShellWord.Of(Target), "--preset", Preset };
        void Add(string option, object? value)
        {
            if (value is not null)
            {
                words.Add(option);
                words.Add(ShellWord.Of(Convert.ToString(value, CultureInfo.InvariantCulture)!));
            }
        }

        Add("--alternative", Preset == "best" ? PresetAlternative.None : null);
        Add("--task", Task is { } task ? JsonFields.Kebab(task) : null);
        Add("--drop", Drop.Count > 0 ? string.Join(',', Drop) : null);
        if (Preset == Presets.Plain)
        {
            Add("--hidden", Hidden.Count > 0 ? string.Join(',', Hidden) : "none");
            Add("--activation", Hidden.Count > 0 ? string.Join(',', Activations) : null);
            Add("--loss", Loss);
            Add("--optimizer", Optimizer);
            Add("--schedule", Schedule);
            Add("--l1", L1 > 0 ? L1 : null);
            Add("--l2", L2 > 0 ? L2 : null);
            Add("--dropout", Dropout > 0 ? Dropout : null);
            Add("--clip", GradientClip);
            if (BatchNormalization)
            {
                words.Add("--batch-norm");
            }
        }

        Add("--learning-rate", LearningRate);
        Add("--batch", BatchSize);
        Add("--epochs", Epochs);
        Add("--patience", Patience);
        Add("--validation", Validation);
        Add("--test", Test);
        Add("--seed", Seed);
        return string.Join(' ', words);
    }

    private static string PresetNamed(string name) => Presets.Names.Contains(name)
        ? name
        : throw new ArgumentException($"'preset' is one of {string.Join(", ", Presets.Names)}, not '{name}'.");

    private static int Width(double width) => width >= 1 && width <= 1 << 16 && width == Math.Floor(width)
        ? (int)width
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"'hidden' lists the widths of layers, whole numbers from 1 to {1 << 16}, not {width}."));

    private static double? Optional(Parameters parameters, string name, double least, double most) =>
        parameters.Has(name) ? parameters.Number(name, least, most) : null;

    private static LearningTask TaskNamed(string name) => Enum.GetValues<LearningTask>().Where(task => JsonFields.Kebab(task) == name).Cast<LearningTask?>().FirstOrDefault()
        ?? throw new ArgumentException($"'task' is one of {string.Join(", ", Enum.GetValues<LearningTask>().Select(JsonFields.Kebab))}, not '{name}'.");
}
