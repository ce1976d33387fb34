using Feedforward.Initializers;
using Feedforward.Kernels;
using Feedforward.Randomness;

namespace Feedforward.Layers;

/// <summary>
/// A linear dense layer for k networks side by side that share one matrix and differ by factors: h_m = Wᵀ(r_m∘x_m)∘s_m + b_m.
/// Wen, Tran, Ba, "BatchEnsemble", ICLR 2020; as the layer of Gorishniy, Kotelnikov, Babenko, "TabM", ICLR 2025. Features of
/// member m are the m-th of k equal parts of an example's. Where <see cref="EnsembleDense"/> has k matrices, this has one.
/// </summary>
public sealed class BatchEnsembleDense : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="members">k, 1 or more.</param>
    /// <param name="units">Neurons of each member, 1 or more.</param>
    /// <param name="randomFactors">Whether r begins with random signs, as in the first layer, where the members must part; else with 1.</param>
    /// <param name="parametrization">How step sizes depend on the number of inputs.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public BatchEnsembleDense(int members, int units, bool randomFactors = false, Parametrization parametrization = Parametrization.Standard)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        Members = members;
        Units = units;
        RandomFactors = randomFactors;
        Parametrization = parametrization;
    }

    /// <inheritdoc/>
    public override string Name => "batch-ensemble-dense";

    /// <summary>k.</summary>
    public int Members { get; }

    /// <summary>Neurons of each member.</summary>
    public int Units { get; }

    /// <summary>Whether r begins with random signs.</summary>
    public bool RandomFactors { get; }

    /// <summary>How step sizes depend on the number of inputs.</summary>
    public Parametrization Parametrization { get; }

    /// <inheritdoc/>
    public override int OutputsFor(int inputs) => inputs % Members == 0
        ? checked(Members * Units)
        : throw new ArgumentException($"{inputs} features are no equal parts for {Members} members.");

    /// <summary>W: d×units; r, s and b: the members' numbers side by side.</summary>
    public override IReadOnlyList<ParameterShape> ParametersFor(int inputs) =>
    [
        Parametrization.Weight(new ParameterShape("weight", ParameterKind.Weight, inputs / Members, Units), inputs / Members),
        new("input-scale", ParameterKind.Scale, 1, inputs),
        new("output-scale", ParameterKind.Scale, 1, checked(Members * Units)),
        Parametrization.Bias(new ParameterShape("bias", ParameterKind.Bias, 1, checked(Members * Units))),
    ];

    /// <summary>r∘x, then Wᵀ(r∘x).</summary>
    public override int CacheFor(int inputs) => checked(inputs + (Members * Units));

    /// <summary>He's normal numbers for W, r = ±1 or 1, s = 1, b = 0.</summary>
    public override void Initialize(int inputs, Span<float> parameters, Span<float> state, RandomStream random)
    {
        var weights = inputs / Members * Units;
        Initializer.He.Fill(parameters[..weights], inputs / Members, Units, random);
        parameters.Slice(weights, inputs + (Members * Units)).Fill(1);
        for (var i = 0; RandomFactors && i < inputs; i++)
        {
            parameters[weights + i] = random.Integer(weights + i, 2) == 0 ? 1 : -1;
        }
    }

    /// <summary>h = ((r∘x)W)∘s + b.</summary>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var (scaled, product) = Parts(pass);
        Arithmetic.MultiplyRows(pass.Input, pass.Parameters(1).Span, scaled, pass.Threads);
        BlockDiagonal.Affine(Stacked(scaled), pass.Parameters(0), default, Stacked(product), members: 1, pass.Threads);
        Arithmetic.MultiplyAddRows(product, pass.Parameters(2).Span, pass.Parameters(3).Span, pass.Output, pass.Threads);
    }

    /// <summary>∇b = Σδ;  ∇s = Σδ∘(r∘x)W;  with ε = δ∘s: ∇W = (r∘x)ᵀε;  with ζ = εWᵀ: ∇r = Σζ∘x;  ∂R/∂x = r∘ζ.</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        var (scaled, product) = Parts(pass);
        ColumnKernel.Sum(pass.Delta, pass.Gradient(3).Span, pass.Threads);
        ColumnKernel.SumOfProducts(pass.Delta, product, pass.Gradient(2).Span, pass.Threads);
        var ε = product;
        Arithmetic.MultiplyRows(pass.Delta, pass.Parameters(2).Span, ε, pass.Threads);
        Gemm.TransposeLeft(Stacked(scaled), Stacked(ε), pass.Gradient(0), pass.Threads);
        var ζ = scaled;
        Gemm.TransposeRight(Stacked(ε), pass.Parameters(0), Stacked(ζ), pass.Threads);
        ColumnKernel.SumOfProducts(ζ, pass.Input, pass.Gradient(1).Span, pass.Threads);
        if (!pass.InputDelta.IsEmpty)
        {
            Arithmetic.MultiplyRows(ζ, pass.Parameters(1).Span, pass.InputDelta, pass.Threads);
        }
    }

    /// <summary>W by the examples of all members; every member begins with the same biases.</summary>
    internal override void FitToData(LayerPass<float> pass, RandomStream random)
    {
        var (scaled, product) = Parts(pass);
        Arithmetic.MultiplyRows(pass.Input, pass.Parameters(1).Span, scaled, threads: 1);
        var b = pass.Parameters(3).Span;
        DataDependent.Fit(Stacked(scaled), pass.Parameters(0), b[..Units], Stacked(product), members: 1, random);
        for (var m = 1; m < Members; m++)
        {
            b[..Units].CopyTo(b.Slice(m * Units, Units));
        }
    }

    private (Matrix<T> Scaled, Matrix<T> Product) Parts<T>(LayerPass<T> pass)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var (n, inputs) = (pass.Input.Rows, pass.Input.Columns);
        return (pass.Cache.View(0, n, inputs), pass.Cache.View(n * inputs, n, Members * Units));
    }

    /// <summary>The members' rows below each other: the same memory.</summary>
    private Matrix<T> Stacked<T>(Matrix<T> x)
        where T : unmanaged => x.View(0, x.Rows * Members, x.Columns / Members);
}
