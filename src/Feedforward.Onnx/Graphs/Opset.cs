namespace Feedforward.Onnx.Graphs;

/// <summary>
/// Versions of ONNX's set of operators that a graph can be written for. The versions of the file format (IR) and of ai.onnx.ml are
/// those that were released with each, so that the oldest program that knows the operators reads the file too.
/// </summary>
internal static class Opset
{
    /// <summary>The oldest that a graph of ours can be written for: from here on Softmax works along one axis and ReduceSum and Unsqueeze take their axes as inputs.</summary>
    public const int Lowest = 13;

    /// <summary>The one that model files have.</summary>
    public const int Usual = 17;

    /// <summary>The newest that is known here.</summary>
    public const int Highest = 24;

    /// <summary>ReduceMean takes its axes as an input from here on, as an attribute before.</summary>
    public const int AxesOfMeanAreAnInput = 18;

    private static readonly Dictionary<string, int> NewerThanLowest = new()
    {
        ["HardSwish"] = 14,
        ["LayerNormalization"] = 17,
        ["Mish"] = 18,
        ["Gelu"] = 20,
        ["RMSNormalization"] = 23,
        ["Swish"] = 24,
    };

    /// <summary>The opset that an operator begins with, or <see cref="Lowest"/> where that has it already.</summary>
    public static int FirstWith(string operation) => NewerThanLowest.GetValueOrDefault(operation, Lowest);

    /// <summary>The version of the file format that was released with an opset.</summary>
    public static int IrVersion(int opset) => opset switch
    {
        <= 14 => 7,
        <= 18 => 8,
        <= 20 => 9,
        <= 22 => 10,
        23 => 11,
        _ => 12,
    };

    /// <summary>The version of ai.onnx.ml that an opset goes with. What we use of it has not changed since the first of these.</summary>
    public static int ClassicalVersion(int opset) => opset <= 15 ? 2 : 3;

    /// <exception cref="ArgumentOutOfRangeException">A graph cannot be written for this opset.</exception>
    public static void Check(int opset)
    {
        if (opset is < Lowest or > Highest)
        {
            throw new ArgumentOutOfRangeException(
                nameof(opset), $"A graph can be written for the opsets {Lowest} to {Highest}, not for {opset}.");
        }
    }

    /// <exception cref="ModelFileException">The opset has no such operator; the message says which has.</exception>
    public static void CheckHas(int opset, string operation)
    {
        if (FirstWith(operation) is var first && first > opset)
        {
            throw new ModelFileException(
                $"The model needs the operator {operation}, which begins with opset {first}; it cannot be written for opset {opset}. Choose {first} or a newer one.");
        }
    }
}
