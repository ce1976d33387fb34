using Feedforward.Activations;
using Feedforward.Layers;

namespace Feedforward.Onnx.Tests;

/// <summary>Networks of every kind of layer, with weights and running statistics that are all different.</summary>
internal static class SampleLayers
{
    public static IReadOnlyList<string> Arrangements { get; } =
    [
        "dense", "without-bias", "activate", "dropout", "batch-normalization", "layer-normalization", "residual", "everything",
        "scale", "parametric-activation", "embeddings", "ensemble", "shared",
    ];

    public static IReadOnlyList<Layer> Layers(string arrangement, Activation activation, int outputs) => arrangement switch
    {
        "dense" => [new Dense(7, activation), new Dense(outputs)],
        "without-bias" => [new Dense(7, activation, bias: false), new Dense(outputs, bias: false)],
        "activate" => [new Dense(7), new Activate(activation), new Dense(outputs)],
        "dropout" => [new Dense(7, activation), new Dropout(0.5f), new Dense(outputs)],
        "batch-normalization" => [new BatchNormalization(1e-3f), new Dense(7), new BatchNormalization(), new Activate(activation), new Dense(outputs)],
        "layer-normalization" => [new Dense(7), new LayerNormalization(1e-4f), new Activate(activation), new Dense(outputs)],
        "residual" =>
        [
            new Dense(6), new Residual(new BatchNormalization(), new Dense(4, activation), new Residual(new Dense(4)), new Dense(6)), new Dense(outputs),
        ],
        "everything" =>
        [
            new LayerNormalization(), new Dense(8, activation), new BatchNormalization(), new Dropout(0.2f),
            new Residual(new LayerNormalization(), new Activate(activation), new Dense(8)), new BatchNormalization(), new Dense(outputs),
        ],
        "scale" => [new Shift(), new Scale(), new Dense(7, activation), new Scale(0.1), new Dense(outputs)],
        "parametric-activation" => [new Dense(7), new ParametricActivation(activation), new Dense(outputs)],
        "embeddings" =>
        [
            new Concatenation(
                1,
                new Branch(4, 1),
                new Branch(2, 2, new Residual(new BatchNormalization(), new Dense(2, activation), new BatchNormalization())),
                new Branch(0, 1, new CategoryEmbedding(3, 2)),
                new Branch(1, 1, new PeriodicEmbedding(1, 4, 3, 0.5f))),
            new BatchNormalization(), new EnsembleDense(1, 6), new Activate(activation), new Dense(outputs),
        ],
        "ensemble" =>
        [
            new Concatenation(
                3,
                new Branch(2, 1, new Concatenation(3, new Branch(0, 1))),
                new Branch(3, 1),
                new Branch(0, 2, new PeriodicEmbedding(3, 5, 2)),
                new Branch(4, 1, new CategoryEmbedding(2, 4, 3))),
            new Scale(), new EnsembleDense(3, 6, Parametrization.NeuralTangent), new ParametricActivation(activation),
            new EnsembleDense(3, 2), new Dense(outputs),
        ],
        "shared" =>
        [
            new Concatenation(
                3,
                new Branch(2, 3, new PiecewiseLinearEmbedding([[-1.1f, -0.2f, 0.3f, 1.4f], [-1, 1], [-0.5f, 0, 0.5f]], 5, 3)),
                new Branch(0, 2)),
            new BatchEnsembleDense(3, 6, randomFactors: true, Parametrization.NeuralTangent), new ParametricActivation(activation),
            new BatchEnsembleDense(3, 2), new Dense(outputs),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(arrangement), arrangement, null),
    };

    public static Network Network(string arrangement, Activation activation, int inputs, int outputs) =>
        Scrambled(Feedforward.Network.Create(inputs, 7, Layers(arrangement, activation, outputs)));

    /// <summary>Nothing at 0 or 1, so that a bias, scale, mean or variance left out or swapped shows.</summary>
    public static Network Scrambled(Network network)
    {
        var random = new Random(11);
        var parameters = network.Parameters.ToArray();
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] += (0.4f * random.NextSingle()) - 0.2f;
        }

        var state = network.State.ToArray();
        for (var i = 0; i < state.Length; i++)
        {
            state[i] += 0.5f * random.NextSingle();
        }

        return network.With(parameters, state);
    }

    public static Matrix<float> Examples(int rows, int columns)
    {
        var random = new Random(5);
        var x = new Matrix<float>(rows, columns);
        foreach (ref var value in x.Span)
        {
            value = (4 * random.NextSingle()) - 2;
        }

        return x;
    }
}
