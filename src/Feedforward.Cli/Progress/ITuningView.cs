using Feedforward.Tabular.Tuning;

namespace Feedforward.Cli.Progress;

/// <summary>How a person or a program follows a search.</summary>
internal interface ITuningView
{
    /// <summary>Says what is about to be searched.</summary>
    void Begin(TuningOverview overview);

    /// <summary>Shows a finished trial.</summary>
    void Report(TuningProgress progress);

    /// <summary>Shows the table of trials.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="model">Where the best trial's network is; null where there is none.</param>
    void End(TuningResult result, string? model);
}
