namespace Feedforward.Tabular;

/// <summary>How the classes are weighted in training.</summary>
public enum ClassWeighting
{
    /// <summary>Every row weighs the same.</summary>
    None,

    /// <summary>Every class weighs the same: a row of class c weighs n / (C · n_c).</summary>
    Balanced,

    /// <summary>As the caller says.</summary>
    Explicit,
}
