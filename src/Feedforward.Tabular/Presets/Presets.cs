namespace Feedforward.Tabular;

/// <summary>
/// Configurations that work well without tuning. They follow RealMLP-TD (Holzmüller, Grinsztajn, Steinwart, "Better by default",
/// NeurIPS 2024), with several smaller networks side by side where that paper trains one.
/// </summary>
public static class Presets
{
    /// <summary>The name that stands for no preset: exactly what the options say.</summary>
    public const string Plain = "plain";

    /// <summary>The names there are.</summary>
    public static IReadOnlyList<string> Names { get; } = ["auto", "fast", "best", Plain];

    /// <summary>The default: accurate, in moderate time.</summary>
    /// <param name="task">What is predicted.</param>
    /// <param name="rows">How many rows there are to learn from.</param>
    public static Preset Auto(LearningTask task, int rows) => Base("auto", task) with { Members = 5, Folds = 5, Hidden = [128, 128], Epochs = 64 };

    /// <summary>One small network, in seconds.</summary>
    /// <param name="task">What is predicted.</param>
    /// <param name="rows">How many rows there are to learn from.</param>
    public static Preset Fast(LearningTask task, int rows) => Base("fast", task) with { Hidden = [128, 128], Epochs = 32 };

    /// <summary>The strongest: a large ensemble.</summary>
    /// <param name="task">What is predicted.</param>
    /// <param name="rows">How many rows there are to learn from.</param>
    public static Preset Best(LearningTask task, int rows) => Base("best", task) with { Members = 10, Folds = 10, Hidden = [192, 192], Epochs = 128 };

    /// <summary>The preset that options ask for, changed as they say; null where the options themselves choose.</summary>
    /// <param name="options">The options.</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="rows">How many rows there are to learn from.</param>
    /// <exception cref="ArgumentException">There is no such preset, or what it was changed to does not go together.</exception>
    public static Preset? Of(TabularOptions options, LearningTask task, int rows)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.From is not null || options.Preset is null || string.Equals(options.Preset, Plain, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var preset = Named(options.Preset, task, rows);
        preset = options.Adjust?.Invoke(preset) ?? preset;
        preset.Check();
        return preset;
    }

    /// <summary>The preset with a name, for a task and a number of rows.</summary>
    /// <param name="name">For example "auto".</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="rows">How many rows there are to learn from.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists the names.</exception>
    public static Preset Named(string name, LearningTask task, int rows) => Experiment.Env(name.ToLowerInvariant() switch
    {
        "auto" => Auto(task, rows),
        "fast" => Fast(task, rows),
        "best" => Best(task, rows),
        "td" => Base("td", task),
        _ => throw new ArgumentException($"There is no preset '{name}'. The presets are: {string.Join(", ", Names)}.", nameof(name)),
    });

    private static Preset Base(string name, LearningTask task)
    {
        var isRegression = task == LearningTask.Regression;
        var preset = new Preset
        {
            Name = name,
            Loss = isRegression ? "squared-error" : "softmax-cross-entropy",
            LabelSmoothing = isRegression ? 0 : 0.1f,
            Activation = isRegression ? "mish" : "selu",
            LearningRate = isRegression ? 0.2 : 0.04,
            Metric = isRegression ? "rmse" : "accuracy",
        };
        return Experiment.Change(preset);
    }
}
