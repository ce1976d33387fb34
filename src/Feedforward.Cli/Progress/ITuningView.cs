using Feedforward.Tabular;
using Feedforward.Tabular.Tuning;

namespace Feedforward.Cli.Progress;

/// <summary>How a person or a program follows a search.</summary>
internal interface ITuningView
{
    /// <summary>Says what is about to be searched.</summary>
    /// <param name="tuner">The search.</param>
    /// <param name="kind">How its epochs are spent.</param>
    /// <param name="folder">Where journal and models are.</param>
    void Begin(TabularTuner tuner, SearchKind kind, string folder);

    /// <summary>Shows a finished trial.</summary>
    void Report(TuningProgress progress);

    /// <summary>Shows the table of trials.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="model">Where the best trial's network is; null where there is none.</param>
    void End(TuningResult result, string? model);

    /// <summary>Says which whole model is trained next.</summary>
    /// <param name="finalist">The finalist.</param>
    /// <param name="place">Which one, from 1.</param>
    /// <param name="count">Of how many.</param>
    void Begin(Finalist finalist, int place, int count);

    /// <summary>Shows how the whole models compare.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="trained">Those that were trained, in the order of the finalists.</param>
    /// <param name="chosen">The place of the one that was chosen.</param>
    void Choose(TuningResult result, IReadOnlyList<TabularResult> trained, int chosen);
}
