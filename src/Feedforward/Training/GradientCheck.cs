using System.Numerics;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Penalties;

namespace Feedforward.Training;

/// <summary>One parameter's gradient, computed three ways.</summary>
/// <param name="Block">The block it belongs to.</param>
/// <param name="Row">Its row in the block; for a weight the input it comes from.</param>
/// <param name="Column">Its column in the block; for a weight the neuron it goes to.</param>
/// <param name="Value">The parameter.</param>
/// <param name="Backpropagated">∂R/∂θ by backpropagation in the 32-bit arithmetic of training.</param>
/// <param name="Exact">∂R/∂θ by backpropagation in double precision.</param>
/// <param name="FiniteDifference">(R(θ + ε) − R(θ − ε))/2ε in double precision.</param>
public sealed record ParameterCheck(
    ParameterBlock Block, int Row, int Column, float Value, float Backpropagated, double Exact, double FiniteDifference)
{
    /// <summary>
    /// |exact − difference| relative to the larger of both, or to 10⁻³ where both are smaller, so that rounding in a
    /// gradient of nearly 0 does not count as an error.
    /// </summary>
    public double RelativeError =>
        Math.Abs(Exact - FiniteDifference) / Math.Max(1e-3, Math.Max(Math.Abs(Exact), Math.Abs(FiniteDifference)));
}

/// <summary>
/// Compares every parameter's gradient by backpropagation with the central difference of the risk, in double precision.
/// </summary>
/// <remarks>
/// Layers run in training mode, with one dropout mask for all evaluations. Where a kink (ReLU at 0) lies between θ − ε
/// and θ + ε the two differ without an error in the code.
/// </remarks>
public sealed class GradientCheck
{
    /// <summary>The largest <see cref="LargestError"/> with which a check passes.</summary>
    public const double Tolerance = 1e-5;

    /// <summary>The largest <see cref="LargestRoundingError"/> with which a check passes.</summary>
    public const double RoundingTolerance = 1e-4;

    private GradientCheck(IReadOnlyList<ParameterCheck> parameters) => Parameters = parameters;

    /// <summary>Every parameter that was checked, in the order of θ.</summary>
    public IReadOnlyList<ParameterCheck> Parameters { get; }

    /// <summary>The largest relative error of all parameters.</summary>
    public double LargestError => Parameters.Count == 0 ? 0 : Parameters.Max(p => double.IsNaN(p.RelativeError) ? double.PositiveInfinity : p.RelativeError);

    /// <summary>
    /// The largest difference between a gradient in 32 bits and in double precision, relative to the largest gradient, or
    /// to 10⁻² where that is smaller: what rounding does, and a fault of the fast kernels would. The floor is for networks
    /// that fit their examples: p − y then cancels, and its rounding error is one of p, however small the difference.
    /// </summary>
    public double LargestRoundingError
    {
        get
        {
            var largest = Parameters.Count == 0 ? 0 : Parameters.Max(p => Math.Abs(p.Exact));
            var difference = Parameters.Count == 0 ? 0 : Parameters.Max(p => Math.Abs(p.Backpropagated - p.Exact));
            return double.IsNaN(difference) ? double.PositiveInfinity : difference / Math.Max(1e-2, largest);
        }
    }

    /// <summary>Whether no relative error is above 10⁻⁵ and the rounding error not above 10⁻⁴.</summary>
    public bool Passes => LargestError <= Tolerance && LargestRoundingError <= RoundingTolerance;

    /// <summary>Checks a network on examples.</summary>
    /// <param name="network">The network, with the parameters at which to check.</param>
    /// <param name="data">The examples; a few are enough, for the risk is computed twice per parameter.</param>
    /// <param name="loss">ℓ.</param>
    /// <param name="penalties">Penalties on the weights, or null.</param>
    /// <param name="step">ε, above 0.</param>
    /// <param name="cancellation">Stops with an exception.</param>
    /// <exception cref="DataException">The data do not fit the network or the loss.</exception>
    public static GradientCheck Of(
        Network network,
        Dataset data,
        Loss loss,
        IReadOnlyList<Penalty>? penalties = null,
        double step = 1e-5,
        CancellationToken cancellation = default) =>
        Of(network, data, loss, isTraining: true, penalties, step, cancellation: cancellation);

    /// <summary>
    /// Checks evenly spaced parameters of a network as it predicts, without dropout and batch statistics: for networks so large that
    /// two passes for each parameter take too long.
    /// </summary>
    /// <param name="network">The network, with the parameters at which to check.</param>
    /// <param name="data">The examples; a few are enough.</param>
    /// <param name="loss">ℓ.</param>
    /// <param name="mostParameters">How many parameters to check at most, 1 or more.</param>
    /// <param name="cancellation">Stops with an exception.</param>
    /// <exception cref="DataException">The data do not fit the network or the loss.</exception>
    public static GradientCheck OfSome(Network network, Dataset data, Loss loss, int mostParameters, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostParameters);
        return Of(network, data, loss, isTraining: false, isChosen: EvenlySpaced(mostParameters, network?.ParameterCount ?? 0), cancellation: cancellation);
    }

    /// <summary>The same for a network that trains or predicts, and for some parameters alone: those of which, told a block and a place in it, the last says so.</summary>
    internal static GradientCheck Of(
        Network network,
        Dataset data,
        Loss loss,
        bool isTraining,
        IReadOnlyList<Penalty>? penalties = null,
        double step = 1e-5,
        Func<ParameterBlock, int, bool>? isChosen = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        data.CheckFits(network, loss);
        penalties ??= [];

        var single = new Workspace<float>(network, data.Count);
        single.Settings.IsTraining = isTraining;
        RiskAndGradient(single, network, data.Inputs, data.Targets, data.Weights, loss, penalties);

        var workspace = new Workspace<double>(network, data.Count);
        workspace.Settings.IsTraining = isTraining;
        var x = ToDouble(data.Inputs);
        var y = ToDouble(data.Targets);
        var weights = Array.ConvertAll(data.Weights, w => (double)w);
        RiskAndGradient(workspace, network, x, y, weights, loss, penalties);
        var exact = workspace.Gradient.ToArray();

        var checks = new List<ParameterCheck>();
        foreach (var block in network.Blocks)
        {
            for (var i = 0; i < block.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (isChosen?.Invoke(block, i) == false)
                {
                    continue;
                }

                var index = block.Offset + i;
                var value = workspace.Parameters[index];
                workspace.Parameters[index] = value + step;
                var above = Risk(workspace, network, x, y, weights, loss, penalties);
                workspace.Parameters[index] = value - step;
                var below = Risk(workspace, network, x, y, weights, loss, penalties);
                workspace.Parameters[index] = value;
                checks.Add(new ParameterCheck(
                    block,
                    i / block.Columns,
                    i % block.Columns,
                    (float)value,
                    single.Gradient[index],
                    exact[index],
                    (above - below) / (2 * step)));
            }
        }

        return new GradientCheck(checks);
    }

    /// <summary>Chooses so many evenly spaced places among all.</summary>
    private static Func<ParameterBlock, int, bool> EvenlySpaced(int most, long all) => (block, place) =>
    {
        var (index, count) = ((long)block.Offset + place, Math.Min(most, all));
        return (index + 1) * count / all > index * count / all;
    };

    private static double Risk<T>(
        Workspace<T> workspace, Network network, Matrix<T> x, Matrix<T> y, T[] weights, Loss loss, IReadOnlyList<Penalty> penalties)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var risk = loss.Risk(workspace.Forward(x), y, weights, default);
        foreach (var penalty in penalties)
        {
            risk += penalty.Add<T>(network.Blocks, workspace.Parameters, default);
        }

        return risk;
    }

    private static void RiskAndGradient<T>(
        Workspace<T> workspace, Network network, Matrix<T> x, Matrix<T> y, T[] weights, Loss loss, IReadOnlyList<Penalty> penalties)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        loss.Risk(workspace.Forward(x), y, weights, workspace.OutputDelta);
        workspace.Backward();
        foreach (var penalty in penalties)
        {
            penalty.Add<T>(network.Blocks, workspace.Parameters, workspace.Gradient);
        }
    }

    private static Matrix<double> ToDouble(Matrix<float> matrix)
    {
        var converted = new Matrix<double>(matrix.Rows, matrix.Columns);
        for (var i = 0; i < matrix.Span.Length; i++)
        {
            converted.Span[i] = matrix.Span[i];
        }

        return converted;
    }
}
