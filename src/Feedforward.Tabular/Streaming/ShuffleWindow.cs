using Feedforward.Randomness;

namespace Feedforward.Tabular;

/// <summary>Blocks whose rows are shuffled together.</summary>
/// <param name="Blocks">The blocks.</param>
/// <param name="Rows">How many examples they have together.</param>
/// <param name="Random">What the order of the examples is drawn from.</param>
internal sealed record ShuffleWindow(int[] Blocks, int Rows, RandomStream Random);
