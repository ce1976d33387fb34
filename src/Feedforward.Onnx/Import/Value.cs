namespace Feedforward.Onnx.Import;

/// <summary>A signal as a graph has it: in a shape.</summary>
/// <param name="Signal">The numbers of each example, in the order in which they lie in memory.</param>
/// <param name="Shape">The sizes behind the first axis, which is that of the examples.</param>
internal sealed record Value(Signal Signal, params int[] Shape)
{
    /// <summary>Numbers for each example.</summary>
    public int Width => Signal.Width;

    /// <summary>Axes, that of the examples included.</summary>
    public int Rank => Shape.Length + 1;

    /// <summary>Whether it is a row of numbers for each example: no other axis than the last is longer than 1.</summary>
    public bool IsRow => Shape.Length == 0 || Shape[^1] == Width;

    /// <summary>Whether two values have the same sizes apart from axes of length 1.</summary>
    public bool Matches(Value other) => Shape.Where(size => size != 1).SequenceEqual(other.Shape.Where(size => size != 1));

    /// <summary>Another signal of the same width in the same shape.</summary>
    public Value With(Signal signal) => new(signal, Shape);

    /// <summary>The shape as a person reads it.</summary>
    public override string ToString() => $"[{string.Join(", ", Shape.Select(size => $"{size}").Prepend("N"))}]";
}
