using System.Globalization;
using Feedforward.Kernels;
using Feedforward.Losses;

namespace Feedforward.Training;

/// <summary>Examples to learn from: inputs xᵢ, targets yᵢ and, where wanted, weights wᵢ.</summary>
public sealed class Dataset
{
    private readonly ByteInputs? _bytes;
    private readonly Lazy<Matrix<float>> _inputs;

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
        Check(inputs.Rows, targets);
        var allFinite = FiniteNumbers.Only(inputs.Span);
        for (var i = 0; i < inputs.Rows && !allFinite; i++)
        {
            if (!FiniteNumbers.Only(inputs.Row(i)))
            {
                throw new DataException($"Example {i + 1} has an input that is not a finite number; fill in missing values first.", i + 1);
            }
        }

        _inputs = new Lazy<Matrix<float>>(inputs);
        Features = inputs.Columns;
        Targets = targets;
        Weights = MeanOne(weights, inputs.Rows);
    }

    /// <summary>Puts inputs that are kept as bytes and targets together; nothing is copied.</summary>
    /// <param name="inputs">n×d.</param>
    /// <param name="targets">n×k: values, 0/1, or class numbers in one column, as the loss needs them.</param>
    /// <param name="weights">As in the other constructor.</param>
    /// <exception cref="DataException">There is no example, the numbers of rows differ, or a weight is not usable.</exception>
    public Dataset(ByteInputs inputs, Matrix<float> targets, ReadOnlySpan<float> weights = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Check(inputs.Rows, targets);
        _bytes = inputs;
        _inputs = new Lazy<Matrix<float>>(inputs.ToMatrix);
        Features = inputs.Columns;
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

    /// <summary>n×d. Inputs that are kept as bytes become a matrix where this is first asked for.</summary>
    public Matrix<float> Inputs => _inputs.Value;

    /// <summary>d.</summary>
    public int Features { get; }

    /// <summary>n×k.</summary>
    public Matrix<float> Targets { get; }

    /// <summary>One weight per example with mean 1, or none.</summary>
    public float[] Weights { get; }

    /// <summary>n.</summary>
    public int Count => Targets.Rows;

    /// <summary>Whether the inputs are kept as bytes, so that rows of numbers can only be copied.</summary>
    internal bool IsBytes => _bytes is not null;

    /// <summary>Checks that a network takes these inputs and a loss these targets.</summary>
    /// <exception cref="DataException">They do not.</exception>
    internal void CheckFits(Network network, Loss loss)
    {
        if (Features != network.Inputs)
        {
            throw new DataException($"The network takes {network.Inputs} features per example; the data have {Features}.");
        }

        loss.Check(Targets, network.Outputs);
    }

    /// <summary>Row i of the target becomes the inputs of example <c>examples[i]</c>.</summary>
    internal void CopyInputs(ReadOnlySpan<int> examples, Matrix<float> target, int threads)
    {
        if (_bytes is not null)
        {
            _bytes.Copy(examples, target, threads);
        }
        else
        {
            RowSelection.Copy(Inputs, examples, target, threads);
        }
    }

    private static void Check(int examples, Matrix<float> targets)
    {
        if (examples == 0)
        {
            throw new DataException("There are no examples; at least one row is needed.");
        }

        if (targets.Rows != examples)
        {
            throw new DataException($"There are {examples} rows of inputs and {targets.Rows} rows of targets; each example needs both.");
        }
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
