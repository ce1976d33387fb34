using Feedforward.Initializers;
using Feedforward.Kernels;
using Feedforward.Randomness;

namespace Feedforward.Layers;

/// <summary>
/// A linear dense layer for each of k networks that are trained side by side: h_m = W_mᵀx_m + b_m. Features of member m are
/// the m-th of k equal parts of an example's, so that all members share one pass; no weight joins two members. An activation
/// stands behind it as a layer of its own.
/// </summary>
public sealed class EnsembleDense : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="members">k, 1 or more.</param>
    /// <param name="units">Neurons of each member, 1 or more.</param>
    /// <param name="parametrization">How step sizes depend on the number of inputs.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public EnsembleDense(int members, int units, Parametrization parametrization = Parametrization.Standard)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        Members = members;
        Units = units;
        Parametrization = parametrization;
    }

    /// <inheritdoc/>
    public override string Name => "ensemble-dense";

    /// <summary>k.</summary>
    public int Members { get; }

    /// <summary>Neurons of each member.</summary>
    public int Units { get; }

    /// <summary>How step sizes depend on the number of inputs.</summary>
    public Parametrization Parametrization { get; }

    /// <inheritdoc/>
    public override int OutputsFor(int inputs) => inputs % Members == 0
        ? checked(Members * Units)
        : throw new ArgumentException($"{inputs} features are no equal parts for {Members} members.");

    /// <summary>W: the members' d×units matrices below each other; b: their biases side by side.</summary>
    public override IReadOnlyList<ParameterShape> ParametersFor(int inputs) =>
    [
        Parametrization.Weight(new ParameterShape("weight", ParameterKind.Weight, inputs, Units), inputs / Members),
        Parametrization.Bias(new ParameterShape("bias", ParameterKind.Bias, 1, checked(Members * Units))),
    ];

    /// <summary>He's normal numbers, b = 0.</summary>
    public override void Initialize(int inputs, Span<float> parameters, Span<float> state, RandomStream random) =>
        Initializer.He.Fill(parameters[..(inputs * Units)], inputs / Members, Units, random);

    /// <summary>h_m = x_m·W_m + b_m.</summary>
    public override void Forward<T>(LayerPass<T> pass) =>
        BlockDiagonal.Affine(pass.Input, pass.Parameters(0), pass.Parameters(1).Span, pass.Output, Members, pass.Threads);

    /// <summary>∇W_m = x_mᵀδ_m;  ∇b = Σδ;  ∂R/∂x_m = δ_m·W_mᵀ.</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        BlockDiagonal.TransposeLeft(pass.Input, pass.Delta, pass.Gradient(0), Members, pass.Threads);
        ColumnKernel.Sum(pass.Delta, pass.Gradient(1).Span, pass.Threads);
        if (!pass.InputDelta.IsEmpty)
        {
            BlockDiagonal.TransposeRight(pass.Delta, pass.Parameters(0), pass.InputDelta, Members, pass.Threads);
        }
    }

    /// <inheritdoc/>
    internal override void FitToData(LayerPass<float> pass, RandomStream random) =>
        DataDependent.Fit(pass.Input, pass.Parameters(0), pass.Parameters(1).Span, pass.Output, Members, random);
}
