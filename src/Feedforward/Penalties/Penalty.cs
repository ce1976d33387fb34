using System.Numerics;
using Feedforward.Kernels;
using Feedforward.Layers;

namespace Feedforward.Penalties;

/// <summary>A penalty as an object: added to the risk and its gradient over all weight matrices, biases and scales excepted.</summary>
public abstract class Penalty
{
    private protected Penalty()
    {
    }

    /// <summary>λ Σ|w|: a Laplace prior. See <see cref="Penalties.L1"/>.</summary>
    /// <param name="strength">λ, 0 or more.</param>
    public static Penalty L1(double strength) => Of(new L1(Strength(strength)));

    /// <summary>½λ Σw²: a Gaussian prior. See <see cref="Penalties.L2"/>.</summary>
    /// <param name="strength">λ, 0 or more.</param>
    public static Penalty L2(double strength) => Of(new L2(Strength(strength)));

    /// <summary>The object for a penalty, built-in or your own.</summary>
    /// <param name="function">The penalty of one weight.</param>
    public static Penalty Of<TPenalty>(TPenalty function)
        where TPenalty : unmanaged, IPenalty => new Compiled<TPenalty>(function);

    /// <summary>Adds the derivative to the gradient and returns the sum over all weights.</summary>
    /// <param name="blocks">Where the weights lie.</param>
    /// <param name="parameters">θ.</param>
    /// <param name="gradient">∇R, as long as θ; or nothing where only the value is wanted.</param>
    public abstract double Add<T>(IReadOnlyList<ParameterBlock> blocks, ReadOnlySpan<T> parameters, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private static float Strength(double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return (float)value;
    }

    private sealed class Compiled<TPenalty>(TPenalty function) : Penalty
        where TPenalty : unmanaged, IPenalty
    {
        public override double Add<T>(IReadOnlyList<ParameterBlock> blocks, ReadOnlySpan<T> parameters, Span<T> gradient)
        {
            double sum = 0;
            for (var i = 0; i < blocks.Count; i++)
            {
                var block = blocks[i];
                if (block.Kind == ParameterKind.Weight)
                {
                    sum += PenaltyKernel<TPenalty>.Add(
                        function,
                        parameters.Slice(block.Offset, block.Count),
                        gradient.IsEmpty ? default : gradient.Slice(block.Offset, block.Count));
                }
            }

            return sum;
        }
    }
}
