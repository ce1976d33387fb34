using Feedforward.Initializers;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Training;

namespace Feedforward;

/// <summary>
/// Linear regression f(x) = wᵀx + b: a neuron with the identity as its activation, at the lowest L2 risk
/// R_n = (1/n) Σ (f(xᵢ) − yᵢ)². By gradient descent it is a network of one layer; the closed form needs no descent.
/// </summary>
/// <param name="Weights">w, one number per input.</param>
/// <param name="Bias">b.</param>
public sealed record LinearRegression(float[] Weights, float Bias)
{
    /// <summary>Fits by gradient descent from zero weights, through <see cref="Network"/> and <see cref="Trainer"/>.</summary>
    /// <param name="data">Examples with one target column; weights count.</param>
    /// <param name="options">
    /// The choices, with <see cref="Loss.SquaredError"/>. If null: 2000 full-batch steps of plain gradient descent with
    /// α = 1/Λ, where Λ = (2/n) Σ (‖xᵢ‖² + 1) is the trace of the risk's Hessian and so at least its largest eigenvalue;
    /// every step then lowers the risk. Inputs of very different sizes make descent slow: scale them first.
    /// </param>
    /// <param name="cancellation">Ends the descent after the step in progress; the line so far is returned.</param>
    /// <exception cref="DataException">There is not one target column.</exception>
    /// <exception cref="ArgumentException">The options have another loss.</exception>
    /// <exception cref="DivergedException">The learning rate given was too large.</exception>
    public static LinearRegression Fit(Dataset data, TrainingOptions? options = null, CancellationToken cancellation = default)
    {
        CheckTarget(data);
        if (options is not null && options.Loss != Loss.SquaredError)
        {
            throw new ArgumentException($"Linear regression minimises squared-error; the options have {options.Loss}.", nameof(options));
        }

        options ??= new TrainingOptions
        {
            Loss = Loss.SquaredError,
            Optimizer = Optimizer.GradientDescent(),
            LearningRate = 0.5 / MeanSquaredLength(data),
            BatchSize = data.Count,
            Epochs = 2000,
        };
        var network = ZeroNetwork(data.Inputs.Columns).Fit(data, options, null, cancellation).ThrowIfDiverged().Network;
        return new LinearRegression(network.Parameters[..^1].ToArray(), network.Parameters[^1]);
    }

    /// <summary>Fits in closed form, in double precision: w and b minimise the L2 risk exactly, up to rounding.</summary>
    /// <param name="data">Examples with one target column, more of them than inputs; weights count.</param>
    /// <exception cref="DataException">
    /// There is not one target column, or the answer is not unique: too few examples, or an input that is a linear
    /// combination of the bias and the inputs before it; the message says which.
    /// </exception>
    public static LinearRegression LeastSquares(Dataset data)
    {
        CheckTarget(data);

        // The column of ones comes first: an input that never changes is then named as the one at fault.
        var a = new Matrix<double>(data.Count, data.Inputs.Columns + 1);
        var y = new double[data.Count];
        for (var i = 0; i < y.Length; i++)
        {
            var root = data.Weights.Length == 0 ? 1 : Math.Sqrt(data.Weights[i]);
            var x = data.Inputs.Row(i);
            a[i, 0] = root;
            y[i] = root * data.Targets[i, 0];
            for (var k = 0; k < x.Length; k++)
            {
                a[i, k + 1] = root * x[k];
            }
        }

        double[] w;
        try
        {
            w = Feedforward.LeastSquares.Solve(a, y);
        }
        catch (DataException e) when (e.Column is { } column)
        {
            var input = int.Parse(column, System.Globalization.CultureInfo.InvariantCulture) - 1;
            throw new DataException(
                $"Input {input} is constant or a linear combination of the inputs before it, so the least-squares answer is not unique. Leave that input out.",
                column: $"{input}",
                inner: e);
        }

        return new LinearRegression([.. w[1..].Select(value => (float)value)], (float)w[0]);
    }

    /// <summary>f(x) = wᵀx + b.</summary>
    /// <param name="x">The inputs, as many as weights.</param>
    public float Predict(ReadOnlySpan<float> x) => new Neuron(Weights, Bias, Activations.Activation.Identity).Output(x);

    /// <summary>The same function as a network of one linear layer with one neuron.</summary>
    public Network ToNetwork() => ZeroNetwork(Weights.Length).With([.. Weights, Bias], []);

    /// <summary>A network of one linear neuron whose parameters are all 0.</summary>
    internal static Network ZeroNetwork(int inputs) => Network.Create(inputs, 0, new Dense(1, initializer: Initializer.Zeros));

    /// <summary>(1/n) Σ wᵢ(‖xᵢ‖² + 1): the mean squared length of the inputs with the bias's 1.</summary>
    internal static double MeanSquaredLength(Dataset data)
    {
        double sum = 0;
        for (var i = 0; i < data.Count; i++)
        {
            double length = 1;
            foreach (var x in data.Inputs.Row(i))
            {
                length += (double)x * x;
            }

            sum += data.Weights.Length == 0 ? length : data.Weights[i] * length;
        }

        return sum / data.Count;
    }

    private static void CheckTarget(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Targets.Columns != 1)
        {
            throw new DataException($"Linear regression has one target column; {data.Targets.Columns} were given. Fit one model per column.");
        }
    }
}
