using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Penalties;
using Feedforward.Tests.Losses;

namespace Feedforward.Tests.Contracts;

/// <summary>
/// Backpropagation against central differences of the risk in double precision, and the 32-bit gradient against the
/// double one: every kind of layer × every activation but the step × every loss.
/// </summary>
public sealed class GradientTests
{
    private const int Rows = 6;
    private const int Inputs = 3;

    private static readonly (string Name, Func<Activation, Layer[]> Layers)[] s_kinds =
    [
        ("dense", a => [new Dense(4, a)]),
        ("dense without bias", a => [new Dense(4, a, bias: false)]),
        ("three dense", a => [new Dense(5, a), new Dense(4, a), new Dense(3, a)]),
        ("activate", a => [new Activate(a), new Dense(3), new Activate(a)]),
        ("dropout", a => [new Dropout(0.2f), new Dense(6, a), new Dropout(0.5f)]),
        ("batch normalisation first", a => [new BatchNormalization(0.01f), new Dense(4, a)]),
        ("batch normalisation", a => [new Dense(4), new BatchNormalization(0.1f), new Activate(a)]),
        ("layer normalisation first", a => [new LayerNormalization(0.01f), new Dense(4, a)]),
        ("layer normalisation", a => [new Dense(4), new LayerNormalization(0.1f), new Activate(a)]),
        ("residual", a => [new Residual(new Dense(4, a), new Dense(3))]),
        ("residual with all", a => [new Dense(4, a), new Residual(new BatchNormalization(0.1f), new Activate(a), new Dropout(0.3f), new Dense(4), new LayerNormalization(0.1f))]),
        ("ensemble of two", a => [new Dense(8, a), new EnsembleDense(2, 3), new Activate(a), new EnsembleDense(2, 2), new EnsembleDense(4, 1), new EnsembleDense(2, 3)]),
        ("scale and parametric activation", a => [new Shift(), new Scale(), new Dense(5), new ParametricActivation(a), new Scale()]),
        ("periodic embedding", a => [new Dense(2, a), new PeriodicEmbedding(2, 4, 2, 0.5f), new EnsembleDense(2, 2)]),
        ("concatenation", a => [
            new Concatenation(2, new Branch(1, 2, new PeriodicEmbedding(2, 3, 1)), new Branch(0, 1)), new EnsembleDense(2, 3), new ParametricActivation(a)]),
        ("concatenation inside", a => [
            new Dense(4, a), new Concatenation(1, new Branch(2, 2, new Dense(3, a)), new Branch(0, 1), new Branch(1, 1, new PeriodicEmbedding(1, 3)))]),
        ("batch ensemble", a => [
            new Dense(6, a), new BatchEnsembleDense(2, 3, randomFactors: true), new Activate(a), new BatchEnsembleDense(3, 2), new BatchEnsembleDense(1, 4)]),
        ("piecewise-linear embedding", a => [
            new PiecewiseLinearEmbedding([[-0.7f, 0.1f, 0.6f], [-1, 1], [-9, -0.5f, 0, 0.2f, 0.9f]], 3, 2), new EnsembleDense(2, 3), new Activate(a)]),
        ("piecewise-linear embedding inside", a => [
            new Dense(2, a), new PiecewiseLinearEmbedding([[-0.8f, 0.02f, 0.6f], [-1, 1]], 21), new Dense(2)]),
        ("category embedding", a => [new Concatenation(1, new Branch(0, 1, new CategoryEmbedding(3, 2)), new Branch(1, 2)), new Dense(4, a)]),
        ("nested residual", a => [new Residual(new Dense(4, a), new Residual(new Activate(a), new Residual(new Dense(4, a))), new Dense(3))]),
    ];

    public static TheoryData<string> Kinds { get; } = [.. s_kinds.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_parameter_of_every_combination(string kind)
    {
        var layers = s_kinds.Single(k => k.Name == kind).Layers;
        foreach (var activation in Activation.All.Where(a => !a.IsFlat))
        {
            foreach (var loss in LossCase.All)
            {
                Check($"{kind}, {activation}, {loss.Name}", Build([.. layers(activation), new Dense(loss.Outputs)]), loss, []);
            }
        }
    }

    [Fact]
    public void With_penalties() => Check(
        "penalties", Build([new Dense(4, Activation.Tanh), new LayerNormalization(), new Dense(1)]), LossCase.Named("squared error"), [Penalty.L1(0.3), Penalty.L2(0.7)]);

    [Fact]
    public void In_prediction_mode() => Check(
        "prediction",
        Build([new Dense(4, Activation.Silu), new BatchNormalization(), new Dropout(0.5f), new Residual(new BatchNormalization()), new Dense(2)]),
        LossCase.Named("softmax of 2"),
        [],
        isTraining: false);

    private static Network Build(Layer[] layers)
    {
        // Parameters and running statistics away from their initial zeros and ones.
        var network = Network.Create(Inputs, 1, layers);
        var parameters = Numbers.Normal(1, network.ParameterCount, 77, 0.6f);
        var state = Numbers.Normal(1, network.State.Length, 78);
        foreach (ref var s in state.Span)
        {
            s = 0.5f + Math.Abs(s);
        }

        return network.With(parameters.Span, state.Span);
    }

    private static void Check(string what, Network network, LossCase c, Penalty[] penalties, bool isTraining = true)
    {
        // The central difference of a wave is less exact: its third derivative grows with the cube of the frequency.
        var tolerance = network.Layers.Any(layer => layer is PeriodicEmbedding or Concatenation) ? 1e-6 : 1e-7;
        var x = Numbers.Normal(Rows, Inputs, 11);
        var y = c.Targets(Rows, 12);
        float[] w = [0.5f, 1, 2, 0, 1.5f, 1];
        var wideX = Numbers.Widen(x);
        var wideY = Numbers.Widen(y);
        var wideW = Array.ConvertAll(w, v => (double)v);

        var workspace = Prepare<double>(network, isTraining);
        Differentiate(workspace, wideX, wideY, wideW, network, c.Loss, penalties);
        var gradient = workspace.Gradient.ToArray();
        var largest = gradient.Max(Math.Abs);
        for (var i = 0; i < gradient.Length; i++)
        {
            var value = workspace.Parameters[i];
            workspace.Parameters[i] = value + 1e-5;
            var above = Risk(workspace, wideX, wideY, wideW, network, c.Loss, penalties);
            workspace.Parameters[i] = value - 1e-5;
            var below = Risk(workspace, wideX, wideY, wideW, network, c.Loss, penalties);
            workspace.Parameters[i] = value;
            Numbers.Close((above - below) / 2e-5, gradient[i], tolerance, floor: Math.Max(0.1, 0.01 * largest), what: $"{what}, parameter {i}");
        }

        var single = Prepare<float>(network, isTraining);
        Differentiate(single, x, y, w, network, c.Loss, penalties);
        for (var i = 0; i < gradient.Length; i++)
        {
            Numbers.Close(gradient[i], single.Gradient[i], 1e-5, floor: largest, what: $"{what}, parameter {i} in 32 bits");
        }
    }

    private static Workspace<T> Prepare<T>(Network network, bool isTraining)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var workspace = new Workspace<T>(network, Rows);
        workspace.Settings.IsTraining = isTraining;
        workspace.Settings.Seed = 5;
        workspace.Settings.Step = 9;
        return workspace;
    }

    private static void Differentiate<T>(
        Workspace<T> workspace, Matrix<T> x, Matrix<T> y, T[] w, Network network, Loss loss, Penalty[] penalties)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        loss.Risk(workspace.Forward(x), y, w, workspace.OutputDelta);
        workspace.Backward();
        foreach (var penalty in penalties)
        {
            penalty.Add<T>(network.Blocks, workspace.Parameters, workspace.Gradient);
        }
    }

    private static double Risk(
        Workspace<double> workspace, Matrix<double> x, Matrix<double> y, double[] w, Network network, Loss loss, Penalty[] penalties) =>
        loss.Risk(workspace.Forward(x), y, w, default)
        + penalties.Sum(p => p.Add<double>(network.Blocks, workspace.Parameters, default));
}
