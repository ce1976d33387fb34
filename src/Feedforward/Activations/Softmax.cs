using System.Numerics;
using Feedforward.Kernels;

namespace Feedforward.Activations;

/// <summary>
/// Softmax: σ(a)_c = e^(a_c)/Σⱼ e^(a_j), the activation of an output layer that gives a probability to each of C classes;
/// ∂σ_c/∂a_j = σ_c(1[c = j] − σ_j). It looks at all outputs of an example at once, so it is no
/// <see cref="IActivation"/>: a network leaves its last layer linear, and the cross entropy that follows owns this
/// link. Bridle, "Probabilistic interpretation of feedforward classification network outputs", 1990.
/// </summary>
public static class Softmax
{
    /// <summary>Replaces each row by its softmax. The row's largest number is subtracted first, so nothing overflows.</summary>
    /// <param name="a">n×C, overwritten by probabilities; each row then sums to 1, up to rounding.</param>
    public static void Apply<T>(Matrix<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            SoftmaxKernel.Apply(Cast.ToFloat(a));
            return;
        }

        // The same in plain loops, for double precision.
        for (var i = 0; i < a.Rows; i++)
        {
            var row = a.Row(i);
            var largest = SoftmaxKernel.Largest<T>(row);
            var sum = T.Zero;
            foreach (ref var value in row)
            {
                value = SoftmaxKernel.Exp(value - largest);
                sum += value;
            }

            foreach (ref var value in row)
            {
                value /= sum;
            }
        }
    }
}
