using System.Diagnostics;
using System.Reflection;
using Feedforward.Activations;
using Feedforward.Initializers;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Penalties;
using Feedforward.Randomness;
using Feedforward.Schedules;
using Feedforward.Training;

namespace Feedforward.Determinism;

/// <summary>Trainings that between them use every layer, activation, loss, optimizer, penalty, initialiser, schedule and way of sampling.</summary>
public static class TrainingCases
{
    /// <summary>All cases.</summary>
    public static IReadOnlyList<TrainingCase> All { get; } =
    [
        new(
            "classes",
            13,
            [new Dense(37, Activation.Relu), new BatchNormalization(), new Dense(21, Activation.Gelu), new Dropout(0.25f), new Dense(5)],
            Examples(13, 1, 131, (x, _) => (int)(Math.Abs(x[0] + x[1]) * 1.2f) % 5, weighted: true),
            new()
            {
                Loss = Loss.SmoothedCrossEntropy(0.1f),
                Optimizer = Optimizer.Adam(),
                LearningRate = 0.01,
                Schedule = new Cosine(),
                BatchSize = 32,
                Epochs = 4,
                Seed = 3,
            }),
        new(
            "regression",
            7,
            [
                new Dense(19, Activation.Tanh),
                new LayerNormalization(),
                new Residual(new Dense(23, Activation.Silu), new Dropout(0.1f), new Dense(19)),
                new Dense(2),
            ],
            Examples(7, 2, 150, (x, j) => x[j] * x[2]),
            new()
            {
                Loss = Loss.SquaredError,
                Optimizer = Optimizer.Momentum(),
                LearningRate = 0.01,
                Schedule = new StepDecay(2, 0.5),
                Penalties = [Penalty.L2(0.01)],
                BatchSize = 33,
                Epochs = 4,
            }),
        new(
            "binary",
            5,
            [new Dense(17, Activation.Sigmoid, Initializer.LeCun), new Activate(Activation.Mish), new Dense(1)],
            Examples(5, 1, 90, (x, _) => x[0] > x[1] ? 1 : 0),
            new()
            {
                Loss = Loss.BinaryCrossEntropy,
                Optimizer = Optimizer.Nesterov(),
                LearningRate = 0.01,
                Schedule = new WarmUp(0.3),
                Sampling = BatchSampling.UniformSets,
                BatchSize = 16,
                Epochs = 4,
            }),
        new(
            "counts",
            4,
            [new Dense(11, Activation.Softplus), new Dense(9, Activation.Identity), new Dense(1, null, Initializer.Zeros)],
            Examples(4, 1, 70, (x, _) => (int)Math.Abs(3 * x[0])),
            new()
            {
                Loss = Loss.PoissonLikelihood,
                Optimizer = Optimizer.RmsProp(),
                LearningRate = 0.001,
                Schedule = new OnPlateau(0, 0.5),
                BatchSize = 70,
                Epochs = 6,
            }),
        new(
            "variance",
            6,
            [new Dense(15, Activation.Elu), new Dense(15, Activation.Selu), new Dense(4)],
            Examples(6, 2, 85, (x, j) => x[j] + (0.5f * x[j + 1])),
            new()
            {
                Loss = Loss.GaussianLikelihood,
                Optimizer = Optimizer.AdamW(0.1f),
                LearningRate = 0.01,
                Schedule = new OneCycle(),
                GradientClip = 0.5,
                BatchSize = 20,
                Epochs = 4,
            }),
        new(
            "robust",
            3,
            [new Dense(18, Activation.LeakyRelu, bias: false), new Dense(1)],
            Examples(3, 1, 64, (x, _) => 4 * x[0]),
            new()
            {
                Loss = Loss.Huber(0.7f),
                Optimizer = Optimizer.GradientDescent(),
                LearningRate = 0.1,
                Schedule = new Constant(),
                Penalties = [Penalty.L1(0.001), Penalty.L2(0.001)],
                BatchSize = 64,
                Epochs = 8,
            }),
        new(
            "median",
            3,
            [new Dense(10, Activation.Tanh), new Dense(3)],
            Examples(3, 3, 64, (x, j) => MathF.Abs(x[j])),
            new()
            {
                Loss = Loss.AbsoluteError,
                Optimizer = Optimizer.Momentum(0.5f),
                LearningRate = 0.01,
                Schedule = new Constant(),
                BatchSize = 10,
                Epochs = 4,
            }),
        new(
            "ensemble",
            6,
            [
                new Concatenation(3, new Branch(1, 4, new PeriodicEmbedding(3)), new Branch(0, 1, new CategoryEmbedding(4, 2, 3)), new Branch(5, 1)),
                new Scale(),
                new EnsembleDense(3, 19, Parametrization.NeuralTangent),
                new ParametricActivation(Activation.Mish),
                new Dropout(0.15f),
                new EnsembleDense(3, 1),
            ],
            Examples(6, 2, 97, (x, j) => j == 0 ? x[1] * x[2] : (int)(Math.Abs(x[3]) * 10) % 3),
            new()
            {
                Loss = Loss.Ensemble(Loss.SquaredError, 3, folds: 3),
                Optimizer = Optimizer.AdamW(0.02f, beta2: 0.95f),
                LearningRate = 0.05,
                Schedule = new CosineOfLogarithm(),
                DecaySchedule = new FlatCosine(),
                DropoutSchedule = new FlatCosine(),
                DropLastBatch = true,
                BatchSize = 32,
                Epochs = 4,
            }),
        new(
            "shared",
            5,
            [
                new Concatenation(4, new Branch(1, 3, new PiecewiseLinearEmbedding([[-1, -0.3f, 0.4f, 1], [-1, 1], [-2, 0, 2]], 21, 4)), new Branch(0, 1), new Branch(4, 1)),
                new BatchEnsembleDense(4, 23, randomFactors: true),
                new Activate(Activation.Relu),
                new BatchEnsembleDense(4, 2),
            ],
            Examples(5, 2, 101, (x, j) => x[j] * x[2]),
            new()
            {
                Loss = Loss.Ensemble(Loss.SquaredError, 4),
                Optimizer = Optimizer.AdamW(0.01f),
                LearningRate = 0.01,
                Schedule = new Constant(),
                BatchSize = 32,
                Epochs = 4,
            }),
        new(
            "wide",
            301,
            [new Dense(203, Activation.Gelu), new BatchNormalization(), new Dense(11)],
            Examples(301, 1, 270, (x, _) => (int)(Math.Abs(x[0]) * 8) % 11),
            new()
            {
                Loss = Loss.SoftmaxCrossEntropy,
                Optimizer = Optimizer.Adam(),
                LearningRate = 0.001,
                Schedule = new Constant(),
                BatchSize = 135,
                Epochs = 2,
            }),
    ];

    /// <summary>Whether the library was compiled without optimisation.</summary>
    public static bool IsDebugBuild { get; } =
        typeof(Network).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled ?? false;

    private static Dataset Examples(int inputs, int targets, int count, Func<float[], int, float> target, bool weighted = false)
    {
        var random = new RandomStream(11, RandomPurpose.Data, (uint)(inputs + (1000 * targets)));
        var x = new Matrix<float>(count, inputs);
        var y = new Matrix<float>(count, targets);
        var weights = new float[weighted ? count : 0];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < inputs; j++)
            {
                x[i, j] = random.Normal((i * inputs) + j);
            }

            for (var j = 0; j < targets; j++)
            {
                y[i, j] = target(x.Row(i).ToArray(), j);
            }

            if (weighted)
            {
                weights[i] = 1 + (i % 3);
            }
        }

        return new Dataset(x, y, weights);
    }
}
