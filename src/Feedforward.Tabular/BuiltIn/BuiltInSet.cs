namespace Feedforward.Tabular.BuiltIn;

/// <summary>One made set of data.</summary>
/// <param name="Name">The name of the kind of data.</param>
/// <param name="Inputs">n×d: one row an example, one column an input.</param>
/// <param name="Targets">n targets: numbers, or classes counted from 0.</param>
/// <param name="InputNames">d names.</param>
/// <param name="TargetName">The name of the target.</param>
/// <param name="ClassNames">The names of the classes; empty where the target is a number.</param>
public sealed record BuiltInSet(
    string Name,
    Matrix<float> Inputs,
    float[] Targets,
    IReadOnlyList<string> InputNames,
    string TargetName,
    IReadOnlyList<string> ClassNames)
{
    /// <summary>Number of rows.</summary>
    public int Count => Inputs.Rows;

    /// <summary>Whether the target is a number and not a class.</summary>
    public bool IsRegression => ClassNames.Count == 0;

    /// <summary>The classes of all rows, counted from 0.</summary>
    /// <exception cref="InvalidOperationException">The target is a number.</exception>
    public int[] Labels() => IsRegression
        ? throw new InvalidOperationException($"The target of '{Name}' is a number, not a class.")
        : Array.ConvertAll(Targets, target => (int)target);
}
