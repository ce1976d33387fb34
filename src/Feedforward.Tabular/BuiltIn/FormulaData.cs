using System.Globalization;
using Feedforward.Randomness;

namespace Feedforward.Tabular.BuiltIn;

/// <summary>
/// A table of a typed function: inputs drawn uniformly from a range, and <c>y</c>, the function's value with normal noise. A row depends on the seed and its own
/// number only. Sine, exponential and the like are the platform's, so the last bits may differ between machines.
/// </summary>
/// <param name="Formula">The function.</param>
/// <param name="Low">The least input.</param>
/// <param name="High">The largest input, above <paramref name="Low"/>.</param>
/// <param name="Noise">The standard deviation of the noise, 0 for none.</param>
internal sealed record FormulaData(Formula Formula, double Low, double High, double Noise)
{
    /// <summary>The name of the target.</summary>
    public const string Target = "y";

    /// <summary>Makes the table: <c>x</c>, or <c>x1</c> and <c>x2</c>, then <c>y</c>.</summary>
    /// <param name="rows">How many rows, 1 or more.</param>
    /// <param name="seed">Another seed draws other points and other noise.</param>
    /// <exception cref="ArgumentException">The range is empty.</exception>
    /// <exception cref="DataException">The function has no value at a point; the message names it.</exception>
    public Table Generate(int rows, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        if (!(Low < High))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The range ends at {High}, which is not above its begin, {Low}."));
        }

        var inputs = new float[Formula.Inputs][];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = new float[rows];
        }

        var targets = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var draws = new Draws(new RandomStream(seed, RandomPurpose.Data, (uint)row));
            foreach (var input in inputs)
            {
                input[row] = (float)draws.Uniform(Low, High);
            }

            targets[row] = (float)(Formula.At(inputs[0][row], inputs[^1][row]) + draws.Normal(Noise));
            if (!float.IsFinite(targets[row]))
            {
                throw new DataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Formula.Text} has no value at {string.Join(", ", inputs.Select((input, i) => $"{Name(i)} = {input[row]}"))}. Choose a range in which it has one everywhere."));
            }
        }

        return Table.Of([.. inputs.Select((input, i) => new NumberColumn(Name(i), input)), new NumberColumn(Target, targets)]);
    }

    private string Name(int input) => Formula.Inputs == 1 ? "x" : string.Create(CultureInfo.InvariantCulture, $"x{input + 1}");
}
