using System.CommandLine;
using Feedforward.Tabular;

namespace Feedforward.Cli.Options;

/// <content>What a search leaves to the person.</content>
internal sealed partial class TrainingChoices
{
    private TrainingChoices()
    {
    }

    /// <summary>Adds to a verb that searches hyper-parameters the options that are not searched.</summary>
    public static TrainingChoices OfSearch(Command command)
    {
        var choices = new TrainingChoices();
        choices._metric.Description = $"What trials and epochs are judged by, on the validation rows (default: accuracy or rmse). One of: {string.Join(", ", TabularMetric.All.Select(metric => metric.Name))}.";
        choices._epochs.Description = "Passes over the training rows in a whole training, of the last round and of the final model (default: the preset's).";
        choices._validation.Description = "The share of the rows left after the test part that judges the trials (default: 0.2). The final model has the preset's own.";
        choices._test.Description = "The share of the rows that judges the final model and has no say in the search (default: 0.2), or a file with rows of its own.";
        choices._seed.Description = "Decides which configurations are tried, split, initial weights, batches and dropout (default: 0).";
        foreach (var option in (ReadOnlySpan<Option>)
        [
            choices._target, choices._task, choices._metric, choices._epochs, choices._validation, choices._test, choices._seed, choices._threads, choices._drop,
            choices._types, choices._classWeight, choices._calibration, choices._intervalLevel,
        ])
        {
            command.Add(option);
        }

        return choices;
    }

    /// <summary>How many epochs a whole training has, or null.</summary>
    public int? Epochs(ParseResult parsed) => parsed.GetValue(_epochs);
}
