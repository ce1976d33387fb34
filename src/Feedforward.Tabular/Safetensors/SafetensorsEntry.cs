namespace Feedforward.Tabular.Safetensors;

/// <summary>What a header says about a tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its numbers are.</param>
/// <param name="Shape">Its sizes, none negative.</param>
/// <param name="Begin">Where its numbers begin, in bytes behind the header.</param>
/// <param name="End">Where they end.</param>
internal readonly record struct SafetensorsEntry(string Name, SafetensorsType Type, IReadOnlyList<long> Shape, long Begin, long End);
