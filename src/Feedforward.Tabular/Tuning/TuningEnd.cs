namespace Feedforward.Tabular.Tuning;

/// <summary>Why a search ended.</summary>
public enum TuningEnd
{
    /// <summary>All trials are done.</summary>
    Completed,

    /// <summary>The time limit was reached.</summary>
    TimeLimit,

    /// <summary>It was cancelled.</summary>
    Cancelled,
}
