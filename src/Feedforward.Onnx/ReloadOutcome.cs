namespace Feedforward.Onnx;

/// <summary>What looking at a model's file came to.</summary>
public enum ReloadOutcome
{
    /// <summary>The file is the one that is in use.</summary>
    Unchanged,

    /// <summary>The file was another and its model is in use now.</summary>
    Changed,

    /// <summary>The file is another but cannot be read; the model before it stays in use.</summary>
    Failed,
}
