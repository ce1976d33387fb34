namespace Feedforward.Tabular;

/// <summary>The column that the model predicts.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Task">What is to be predicted.</param>
/// <param name="Classes">
/// The class labels as text, in their order: by value for numbers, <c>false</c> before <c>true</c> (as the data first
/// write them), by code unit for other texts. Of two classes the second is the positive one. Empty for regression.
/// </param>
/// <param name="Numeric">Whether the labels are numbers and are compared as numbers.</param>
public sealed record TargetColumn(string Name, LearningTask Task, IReadOnlyList<string> Classes, bool Numeric)
{
    /// <summary>Whether the two labels are false and true, which cells may write in any case of letters.</summary>
    public bool IsBoolean =>
        Classes.Count == 2 && bool.TryParse(Classes[0], out var first) && !first && bool.TryParse(Classes[1], out var second) && second;

    /// <summary>Compares by content, the classes one by one.</summary>
    /// <param name="other">Another target, or null.</param>
    public bool Equals(TargetColumn? other) =>
        other is not null && Name == other.Name && Task == other.Task && Numeric == other.Numeric && Classes.SequenceEqual(other.Classes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Task, Numeric, Classes.Count);
}
