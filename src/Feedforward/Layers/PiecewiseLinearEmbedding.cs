using Feedforward.Kernels;
using Feedforward.Randomness;

namespace Feedforward.Layers;

/// <summary>
/// Each feature x becomes e = ax + c + Vᵀp(x) with a vector V_t for each bin t of the feature: p_t is 0 below the bin, 1 above it
/// and rises linearly in it; the first bin is open below and the last above. So e bends at the bins' edges and nowhere else.
/// Gorishniy, Rubachev, Babenko, "On embeddings for numerical features", NeurIPS 2022, in the form of "TabM", ICLR 2025.
/// </summary>
public sealed class PiecewiseLinearEmbedding : Layer
{
    // As for waves: one step may move a number by the sum over all bins below it.
    private const double RateFactor = 0.1;
    private readonly float[][] _edges;
    private readonly float[] _allEdges;
    private readonly int[] _firstBin;

    /// <summary>Creates the layer.</summary>
    /// <param name="edges">The edges of each feature's bins, ascending, two or more: one more than it has bins.</param>
    /// <param name="dimension">E, the numbers that e has, 1 or more.</param>
    /// <param name="members">k: for how many networks side by side, each with an embedding of its own, 1 or more.</param>
    /// <exception cref="ArgumentException">A feature's edges are fewer than two, not finite or not ascending; or there is no feature.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public PiecewiseLinearEmbedding(IReadOnlyList<IReadOnlyList<float>> edges, int dimension = 16, int members = 1)
    {
        ArgumentNullException.ThrowIfNull(edges);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        _edges = [.. edges.Select(some => some.ToArray())];
        _firstBin = new int[_edges.Length + 1];
        for (var j = 0; j < _edges.Length; j++)
        {
            Check(_edges[j], j);
            _firstBin[j + 1] = _firstBin[j] + _edges[j].Length - 1;
        }

        if (_edges.Length == 0)
        {
            throw new ArgumentException("A piecewise-linear embedding needs at least one feature.", nameof(edges));
        }

        _allEdges = [.. _edges.SelectMany(some => some)];
        Dimension = dimension;
        Members = members;
    }

    /// <inheritdoc/>
    public override string Name => "piecewise-linear-embedding";

    /// <summary>The edges of each feature's bins.</summary>
    public IReadOnlyList<IReadOnlyList<float>> Edges => _edges;

    /// <summary>E.</summary>
    public int Dimension { get; }

    /// <summary>k.</summary>
    public int Members { get; }

    /// <summary>k·inputs·E: member after member, feature after feature.</summary>
    public override int OutputsFor(int inputs) => inputs == _edges.Length
        ? checked(Members * inputs * Dimension)
        : throw new ArgumentException($"The embedding has the bins of {_edges.Length} features; there are {inputs}.");

    /// <summary>a and c: a row of E for each member and feature; V: a row of E for each member, feature and bin.</summary>
    public override IReadOnlyList<ParameterShape> ParametersFor(int inputs)
    {
        var rows = checked(Members * inputs);
        return
        [
            new("slope", ParameterKind.Weight, rows, Dimension) { RateFactor = RateFactor, DecayFactor = RateFactor },
            new("bias", ParameterKind.Bias, rows, Dimension) { RateFactor = RateFactor, DecayFactor = RateFactor },
            new("bins", ParameterKind.Weight, checked(Members * _firstBin[^1]), Dimension) { RateFactor = RateFactor, DecayFactor = RateFactor },
        ];
    }

    /// <summary>a and c uniform on ±1/√E, V = 0.</summary>
    public override void Initialize(int inputs, Span<float> parameters, Span<float> state, RandomStream random)
    {
        var bound = 1 / MathF.Sqrt(Dimension);
        for (var i = 0; i < 2 * Members * inputs * Dimension; i++)
        {
            parameters[i] = random.Uniform(i, -bound, bound);
        }
    }

    /// <summary>h = ax + c + Vᵀp(x).</summary>
    public override void Forward<T>(LayerPass<T> pass) => PiecewiseLinearKernel.Forward(
        pass.Input, Parameters(pass), _allEdges, _firstBin, pass.Output, pass.Threads);

    /// <summary>∇a = Σxδ;  ∇c = Σδ;  ∇V_t = Σp_t(x)δ;  ∂R/∂x = (a + V_t/width of the bin t of x)ᵀδ.</summary>
    public override void Backward<T>(LayerPass<T> pass) => PiecewiseLinearKernel.Backward(
        pass.Input,
        Parameters(pass),
        new PiecewiseLinearParameters<T>(pass.Gradient(0), pass.Gradient(1), pass.Gradient(2)),
        _allEdges,
        _firstBin,
        pass.Delta,
        pass.InputDelta,
        pass.Threads);

    private static PiecewiseLinearParameters<T> Parameters<T>(LayerPass<T> pass)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => new(pass.Parameters(0), pass.Parameters(1), pass.Parameters(2));

    private static void Check(float[] edges, int feature)
    {
        if (edges.Length < 2)
        {
            throw new ArgumentException($"Feature {feature + 1} has {edges.Length} edges; a bin needs two.", nameof(edges));
        }

        for (var t = 0; t < edges.Length; t++)
        {
            if (!float.IsFinite(edges[t]) || (t > 0 && !(edges[t] > edges[t - 1])))
            {
                throw new ArgumentException($"The edges of feature {feature + 1} must be finite and ascending; edge {t + 1} is {edges[t]}.", nameof(edges));
            }
        }
    }
}
