using Feedforward.Tabular;

namespace Feedforward.Studio.Report;

/// <summary>What a report of a training is made of.</summary>
/// <param name="Table">The table of the training.</param>
/// <param name="Options">The choices of the training.</param>
/// <param name="Result">What it gave.</param>
/// <param name="Examination">Its figures; see <see cref="Tabular.Examination.Of"/>.</param>
public sealed record ReportContent(Table Table, TabularOptions Options, TabularResult Result, Examination Examination)
{
    /// <summary>What the data are called, such as the name of their file.</summary>
    public string DataName { get; init; } = "a table";

    /// <summary>The SHA-256 of the data's file in hexadecimal digits; null where they are no file.</summary>
    public string? DataHash { get; init; }

    /// <summary>The command that trains the same model again; null where there was none.</summary>
    public string? Command { get; init; }

    /// <summary>Where the model was written; null where it was not.</summary>
    public string? ModelName { get; init; }
}
