namespace Feedforward.Tabular.Tuning;

/// <summary>What a process does for a search.</summary>
public enum SearchRole
{
    /// <summary>All of it.</summary>
    Alone,

    /// <summary>Trials, and the journal of all trials, those of other processes among them.</summary>
    Leader,

    /// <summary>Trials of a search that another process leads.</summary>
    Helper,
}
