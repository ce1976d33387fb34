using Feedforward.Kernels;
using Feedforward.Randomness;

namespace Feedforward.Layers;

/// <summary>
/// Each feature x becomes (e, x) with e = Vᵀcos(2πwx + b) + c, all of them learned for each feature on its own: waves let a
/// network bend where a single number hardly does. The "PBLD" embedding of Holzmüller, Grinsztajn, Steinwart, "Better by
/// default", NeurIPS 2024, after Gorishniy, Rubachev, Babenko, "On embeddings for numerical features", NeurIPS 2022.
/// </summary>
public sealed class PeriodicEmbedding : Layer
{
    private const double RateFactor = 0.1;

    /// <summary>Creates the layer.</summary>
    /// <param name="members">k: for how many networks side by side, each with an embedding of its own, 1 or more.</param>
    /// <param name="frequencies">F, the number of waves per feature.</param>
    /// <param name="outputs">E, the numbers that e has.</param>
    /// <param name="deviation">The standard deviation of w at the start, above 0: how fast the first waves are.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or F(E + 2) + E is more than 512.</exception>
    public PeriodicEmbedding(int members = 1, int frequencies = 16, int outputs = 3, float deviation = 0.1f)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frequencies);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        if (!PeriodicKernel.Fits(frequencies, outputs))
        {
            throw new ArgumentOutOfRangeException(nameof(frequencies), frequencies, "So many frequencies and numbers are too many for one feature.");
        }

        Members = members;
        Frequencies = frequencies;
        NumbersPerFeature = outputs;
        Deviation = deviation;
    }

    /// <inheritdoc/>
    public override string Name => "periodic-embedding";

    /// <summary>k.</summary>
    public int Members { get; }

    /// <summary>F.</summary>
    public int Frequencies { get; }

    /// <summary>E; the feature itself comes behind them.</summary>
    public int NumbersPerFeature { get; }

    /// <summary>The standard deviation of w at the start.</summary>
    public float Deviation { get; }

    /// <summary>k·inputs·(E + 1): member after member, feature after feature.</summary>
    public override int OutputsFor(int inputs) => checked(Members * inputs * (NumbersPerFeature + 1));

    /// <summary>w and b: a row of F for each member and feature; V: a row of F·E; c: a row of E.</summary>
    public override IReadOnlyList<ParameterShape> ParametersFor(int inputs)
    {
        var rows = checked(Members * inputs);
        return
        [
            new("frequency", ParameterKind.Weight, rows, Frequencies) { RateFactor = RateFactor, DecayFactor = RateFactor },
            new("phase", ParameterKind.Bias, rows, Frequencies) { RateFactor = RateFactor, DecayFactor = RateFactor },
            new("weight", ParameterKind.Weight, rows, Frequencies * NumbersPerFeature) { RateFactor = RateFactor, DecayFactor = RateFactor },
            new("bias", ParameterKind.Bias, rows, NumbersPerFeature) { RateFactor = RateFactor, DecayFactor = RateFactor },
        ];
    }

    /// <summary>w normal, b uniform on [−π, π], V and c uniform on ±1/√F.</summary>
    public override void Initialize(int inputs, Span<float> parameters, Span<float> state, RandomStream random)
    {
        var waves = Members * inputs * Frequencies;
        var bound = 1 / MathF.Sqrt(Frequencies);
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = i < waves ? Deviation * random.Normal(i)
                : i < 2 * waves ? random.Uniform(i, -MathF.PI, MathF.PI)
                : random.Uniform(i, -bound, bound);
        }
    }

    /// <summary>h = (Vᵀcos(2πwx + b) + c, x).</summary>
    public override void Forward<T>(LayerPass<T> pass) => PeriodicKernel.Forward(Of(pass, pass.Output), pass.Threads);

    /// <summary>With s = −sin(2πwx + b)∘Vδ: ∇V = Σcos·δᵀ, ∇c = Σδ, ∇b = Σs, ∇w = Σ2πx·s; ∂R/∂x = 2πwᵀs + δ of x itself.</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        var gradient = new PeriodicPass<T>
        {
            Frequency = pass.Gradient(0),
            Phase = pass.Gradient(1),
            Weight = pass.Gradient(2),
            Bias = pass.Gradient(3),
        };
        PeriodicKernel.Backward(Of(pass, pass.Delta), gradient, pass.InputDelta, pass.Threads);
    }

    private static PeriodicPass<T> Of<T>(LayerPass<T> pass, Matrix<T> output)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => new()
        {
            X = pass.Input,
            Frequency = pass.Parameters(0),
            Phase = pass.Parameters(1),
            Weight = pass.Parameters(2),
            Bias = pass.Parameters(3),
            Output = output,
        };
}
