using System.Globalization;
using Feedforward.Kernels;
using Feedforward.Losses;

namespace Feedforward.Training;

/// <summary>Examples to learn from: inputs xᵢ, targets yᵢ and, where wanted, weights wᵢ.</summary>
public sealed class Dataset
{
    /// <summary>Puts inputs and targets together; the numbers are not copied.</summary>
    /// <param name="inputs">n×d, one example a row, all finite.</param>
    /// <param name="targets">n×k: values, 0/1, or class numbers in one column, as the loss needs them.</param>
    /// <param name="weights">
    /// One weight per example, none negative and not all 0; or null. They are scaled to mean 1, so that the risk is the
    /// weighted mean Σwℓ/Σw.
    /// </param>
    /// <exception cref="DataException">There is no example, the numbers of rows differ, or a number is not usable.</exception>
    public Dataset(Matrix<float> inputs, Matrix<float> targets, ReadOnlySpan<float> weights = default)
    {
        if (inputs.Rows == 0)
        {
            throw new DataException("There are no examples; at least one row is needed.");
        }

        if (targets.Rows != inputs.Rows)
        {
            throw new DataException($"There are {inputs.Rows} rows of inputs and {targets.Rows} rows of targets; each example needs both.");
        }

        for (var i = 0; i < inputs.Rows; i++)
        {
            if (!FiniteNumbers.Only(inputs.Row(i)))
            {
                throw new DataException($"Example {i + 1} has an input that is not a finite number; fill in missing values first.", i + 1);
            }
        }

        Inputs = inputs;
        Targets = targets;
        Weights = MeanOne(weights, inputs.Rows);
    }

    /// <summary>Puts arrays together.</summary>
    /// <param name="inputs">One example a row.</param>
    /// <param name="targets">One number per example.</param>
    /// <exception cref="DataException">The numbers of rows differ, or a number is not usable.</exception>
    public Dataset(float[,] inputs, params ReadOnlySpan<float> targets)
        : this(Matrix.From(inputs), Matrix.Column(targets))
    {
    }

    /// <summary>n×d.</summary>
    public Matrix<float> Inputs { get; }

    /// <summary>n×k.</summary>
    public Matrix<float> Targets { get; }

    /// <summary>One weight per example with mean 1, or none.</summary>
    public float[] Weights { get; }

    /// <summary>n.</summary>
    public int Count => Inputs.Rows;

    /// <summary>Checks that a network takes these inputs and a loss these targets.</summary>
    /// <exception cref="DataException">They do not.</exception>
    internal void CheckFits(Network network, Loss loss)
    {
        if (Inputs.Columns != network.Inputs)
        {
            throw new DataException($"The network takes {network.Inputs} features per example; the data have {Inputs.Columns}.");
        }

        loss.Check(Targets, network.Outputs);
    }

    private static float[] MeanOne(ReadOnlySpan<float> weights, int count)
    {
        if (weights.IsEmpty)
        {
            return [];
        }

        if (weights.Length != count)
        {
            throw new DataException($"There are {count} examples and {weights.Length} weights; give one weight per example.");
        }

        double sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!float.IsFinite(weights[i]) || weights[i] < 0)
            {
                throw new DataException(string.Create(CultureInfo.InvariantCulture, $"The weight of example {i + 1} is {weights[i]}; weights are finite and not negative."), i + 1);
            }

            sum += weights[i];
        }

        if (sum == 0)
        {
            throw new DataException("All weights are 0; at least one must be positive.");
        }

        var scaled = new float[count];
        for (var i = 0; i < count; i++)
        {
            scaled[i] = (float)(weights[i] * count / sum);
        }

        return scaled;
    }
}
