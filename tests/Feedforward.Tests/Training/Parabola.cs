using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

/// <summary>One weight and a squared error: a training whose every step is known in closed form.</summary>
internal static class Parabola
{
    /// <summary>Full batches, 20 epochs, α = 0.05.</summary>
    public static TrainingOptions Descent { get; } = new()
    {
        Loss = Loss.SquaredError,
        Optimizer = Optimizer.GradientDescent(),
        LearningRate = 0.05,
        BatchSize = int.MaxValue,
        Epochs = 20,
        Threads = 1,
    };

    /// <summary>f(x) = wx.</summary>
    public static Network Slope(float w) => Network.Create(1, 0, new Dense(1, bias: false)).With([w], []);

    /// <summary>y = slope·x at x = 1, 2, 3, 0: the mean of x² is 3.5.</summary>
    public static Dataset Data(float slope) =>
        new(new float[,] { { 1 }, { 2 }, { 3 }, { 0 } }, slope, 2 * slope, 3 * slope, 0);
}
