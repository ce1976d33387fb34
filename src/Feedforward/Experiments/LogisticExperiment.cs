using Feedforward.Initializers;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Randomness;
using Feedforward.Training;

namespace Feedforward.Experiments;

/// <summary>
/// Logistic regression squeezes a linear model into a probability; gradient descent on the cross entropy raises the
/// likelihood step by step and turns the boundary p = ½ into place.
/// </summary>
public static class LogisticExperiment
{
    private const int CurvePoints = 101;
    private const int GridSide = 41;

    /// <summary>Two overlapping classes on a line.</summary>
    /// <param name="options">The choices; the usual ones if null.</param>
    /// <param name="cancellation">Stops with an exception.</param>
    public static LogisticCourse OneDimensional(LogisticOptions? options = null, CancellationToken cancellation = default)
    {
        var (data, steps, model) = Train(options ?? new LogisticOptions(), 1, cancellation);
        var window = Window.Around(data.Inputs);
        var curve = new CurvePoint[CurvePoints];
        for (var i = 0; i < curve.Length; i++)
        {
            var x = window.Left + ((window.Right - window.Left) * i / (CurvePoints - 1));
            curve[i] = new CurvePoint(x, model.Probability([(float)x]));
        }

        var threshold = model.Weights[0] == 0 ? default(double?) : -(double)model.Bias / model.Weights[0];
        return new LogisticCourse(
            data.Inputs, data.Targets.Span.ToArray(), steps, model, window, curve, threshold, null, new Matrix<float>(0, 0));
    }

    /// <summary>Two overlapping classes in the plane.</summary>
    /// <param name="options">The choices; the usual ones if null.</param>
    /// <param name="cancellation">Stops with an exception.</param>
    public static LogisticCourse TwoDimensional(LogisticOptions? options = null, CancellationToken cancellation = default)
    {
        var (data, steps, model) = Train(options ?? new LogisticOptions(), 2, cancellation);
        var window = Window.Around(data.Inputs);
        var probabilities = model.ToNetwork().Forward(window.Grid(GridSide, GridSide));
        Loss.BinaryCrossEntropy.Predict(probabilities);
        return new LogisticCourse(
            data.Inputs,
            data.Targets.Span.ToArray(),
            steps,
            model,
            window,
            [],
            null,
            BoundaryLine.Of(model.Weights, model.Bias, window),
            new Matrix<float>(probabilities.Span.ToArray(), GridSide, GridSide));
    }

    private static (Dataset Data, IReadOnlyList<LogisticStep> Steps, LogisticRegression Model) Train(
        LogisticOptions options, int inputs, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 2, nameof(options));
        var data = Examples(options, inputs);
        var network = Network.Create(inputs, 0, new Dense(1, initializer: Initializer.Zeros));
        var trainer = new Trainer(network, data, new TrainingOptions
        {
            Loss = Loss.BinaryCrossEntropy,
            Optimizer = Optimizer.GradientDescent(),
            LearningRate = options.LearningRate,
            BatchSize = data.Count,
            Epochs = options.Epochs,
        });
        var steps = new List<LogisticStep> { Describe(0, network, data) };
        foreach (var epoch in trainer.Run(cancellation))
        {
            steps.Add(Describe(epoch.Number, trainer.Current, data));
        }

        cancellation.ThrowIfCancellationRequested();
        if (trainer.DivergedAtStep is { } step)
        {
            throw new DivergedException($"Logistic regression diverged in step {step}; choose a smaller learning rate.", step);
        }

        return (data, steps, new LogisticRegression(steps[^1].Weights, steps[^1].Bias));
    }

    /// <summary>Class 0 around −s/2 and class 1 around +s/2 on the first axis, both with variance 1 in every direction.</summary>
    private static Dataset Examples(LogisticOptions options, int inputs)
    {
        var random = new RandomStream(options.Seed, RandomPurpose.Experiment);
        var x = new Matrix<float>(options.Count, inputs);
        var labels = new float[options.Count];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = i % 2;
            for (var k = 0; k < inputs; k++)
            {
                x[i, k] = random.Normal((2 * i) + k) + (k == 0 ? (float)options.Separation * (labels[i] - 0.5f) : 0);
            }
        }

        return new Dataset(x, Matrix.Column<float>(labels));
    }

    private static LogisticStep Describe(int epoch, Network network, Dataset data)
    {
        var logits = network.Forward(data.Inputs);
        var risk = Loss.BinaryCrossEntropy.Risk<float>(logits, data.Targets, default, default);
        var right = 0;
        for (var i = 0; i < data.Count; i++)
        {
            right += logits[i, 0] > 0 == data.Targets[i, 0] > 0 ? 1 : 0;
        }

        return new LogisticStep(
            epoch,
            network.Parameters[..^1].ToArray(),
            network.Parameters[^1],
            risk,
            -data.Count * risk,
            (double)right / data.Count);
    }
}
