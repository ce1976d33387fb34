namespace Feedforward.Tabular;

/// <summary>What is to be predicted.</summary>
public enum LearningTask
{
    /// <summary>One of two classes.</summary>
    Binary,

    /// <summary>One of several classes.</summary>
    Multiclass,

    /// <summary>A number.</summary>
    Regression,
}
