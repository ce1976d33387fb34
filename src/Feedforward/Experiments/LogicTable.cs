namespace Feedforward.Experiments;

/// <summary>A function of two bits: the four points (0,0), (0,1), (1,0), (1,1) and their labels.</summary>
/// <param name="Name">Its name, in capitals.</param>
/// <param name="Inputs">4×2.</param>
/// <param name="Labels">Four labels, each 0 or 1.</param>
public sealed record LogicTable(string Name, Matrix<float> Inputs, float[] Labels)
{
    /// <summary>y = 1 where both are 1. A line separates it.</summary>
    public static LogicTable And { get; } = Of("AND", 0, 0, 0, 1);

    /// <summary>y = 1 where one or both are 1. A line separates it.</summary>
    public static LogicTable Or { get; } = Of("OR", 0, 1, 1, 1);

    /// <summary>y = 1 where exactly one is 1: y = x₁ ⊕ x₂. No line separates it.</summary>
    public static LogicTable Xor { get; } = Of("XOR", 0, 1, 1, 0);

    /// <summary>All three.</summary>
    public static IReadOnlyList<LogicTable> All { get; } = [And, Or, Xor];

    /// <summary>The table with a name (case does not matter).</summary>
    /// <param name="name">"AND", "OR" or "XOR".</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists the names.</exception>
    public static LogicTable Named(string name) =>
        All.FirstOrDefault(table => string.Equals(table.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no table '{name}'. The tables are: {string.Join(", ", All.Select(t => t.Name))}.", nameof(name));

    private static LogicTable Of(string name, params float[] labels) =>
        new(name, Matrix.From(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }), labels);
}
