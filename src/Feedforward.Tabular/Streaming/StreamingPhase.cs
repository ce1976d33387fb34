namespace Feedforward.Tabular;

/// <summary>What is done with streamed rows.</summary>
public enum StreamingPhase
{
    /// <summary>All rows are read once, for statistics.</summary>
    Statistics,

    /// <summary>The network learns.</summary>
    Training,

    /// <summary>The rows of the test part are predicted.</summary>
    Test,
}
