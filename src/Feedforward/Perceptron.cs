using System.Globalization;
using Feedforward.Activations;
using Feedforward.Kernels;

namespace Feedforward;

/// <summary>
/// The perceptron: a neuron with the step function, learned by Rosenblatt's rule w ← w + (y − ŷ)x, b ← b + (y − ŷ)
/// after each mistake. On a separable set with ‖(x, 1)‖ ≤ R and margin γ it makes at most (R/γ)² mistakes
/// (Rosenblatt, Psychological Review 65, 1958; Novikoff, "On convergence proofs on perceptrons", 1962).
/// </summary>
/// <param name="Neuron">The unit with its weights.</param>
/// <param name="Mistakes">How many updates learning made.</param>
/// <param name="Passes">How many times learning went through the examples.</param>
/// <param name="IsSeparated">
/// Whether the last pass made no mistake. False means that learning stopped at its limit: the set may not be
/// linearly separable, and then no number of passes would do (as for XOR).
/// </param>
public sealed record Perceptron(Neuron Neuron, long Mistakes, int Passes, bool IsSeparated)
{
    /// <summary>Learns from examples, in their order, from zero weights.</summary>
    /// <param name="inputs">n×d, one example a row, n at least 1, all finite.</param>
    /// <param name="labels">n labels, each 0 or 1.</param>
    /// <param name="maximumPasses">When to stop where passes keep making mistakes, 1 or more.</param>
    /// <exception cref="DataException">
    /// There is no example, an input is not finite, a label is neither 0 nor 1, or their number is not that of rows.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumPasses"/> is not positive.</exception>
    public static Perceptron Learn(Matrix<float> inputs, ReadOnlySpan<float> labels, int maximumPasses = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumPasses);
        Check(inputs, labels);
        var weights = new float[inputs.Columns];
        var neuron = new Neuron(weights, 0, Activation.Step);
        long mistakes = 0;
        for (var pass = 1; pass <= maximumPasses; pass++)
        {
            var before = mistakes;
            for (var i = 0; i < inputs.Rows; i++)
            {
                var x = inputs.Row(i);
                var error = labels[i] - neuron.Output(x);
                if (error == 0)
                {
                    continue;
                }

                mistakes++;
                for (var k = 0; k < weights.Length; k++)
                {
                    weights[k] += error * x[k];
                }

                neuron = neuron with { Bias = neuron.Bias + error };
            }

            if (mistakes == before)
            {
                return new Perceptron(neuron, mistakes, pass, IsSeparated: true);
            }
        }

        return new Perceptron(neuron, mistakes, maximumPasses, IsSeparated: false);
    }

    /// <summary>ŷ = 1 where wᵀx + b &gt; 0, else 0.</summary>
    /// <param name="x">The inputs, as many as weights.</param>
    /// <exception cref="ArgumentException">The number of inputs is not that of weights.</exception>
    public float Predict(ReadOnlySpan<float> x) => Neuron.Output(x);

    /// <summary>What learning found, in a sentence.</summary>
    public override string ToString() => IsSeparated
        ? $"separated the classes after {Mistakes} mistakes in {Passes} passes"
        : $"still made mistakes in pass {Passes} ({Mistakes} in all): the classes may not be linearly separable";

    private static void Check(Matrix<float> inputs, ReadOnlySpan<float> labels)
    {
        if (inputs.Rows == 0)
        {
            throw new DataException("There are no examples; at least one row is needed.");
        }

        if (labels.Length != inputs.Rows)
        {
            throw new DataException($"There are {inputs.Rows} examples and {labels.Length} labels; give one label per example.");
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] is not (0 or 1))
            {
                throw new DataException(
                    string.Create(CultureInfo.InvariantCulture, $"The label of example {i + 1} is {labels[i]}; the perceptron's labels are 0 and 1."), i + 1);
            }

            if (!FiniteNumbers.Only(inputs.Row(i)))
            {
                throw new DataException($"Example {i + 1} has an input that is not a finite number; fill in missing values first.", i + 1);
            }
        }
    }
}
