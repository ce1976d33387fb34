namespace Feedforward.Onnx;

/// <summary>What a table calls the inputs and the output of an imported network.</summary>
public sealed record ImportedTable
{
    /// <summary>The name of the column for each input; null for the graph's own names where it has one input for each, else x1, x2, ….</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The name of the column that is predicted.</summary>
    public string Target { get; init; } = "target";

    /// <summary>The labels of the classes in the order of the network's outputs; null for those that the graph holds, else 0, 1, ….</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Every number x comes into the network as (x − Mean)/Deviation.</summary>
    public float Mean { get; init; }

    /// <summary>Every number x comes into the network as (x − Mean)/Deviation; above 0.</summary>
    public float Deviation { get; init; } = 1;
}
