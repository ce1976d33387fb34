using Feedforward.Kernels;

namespace Feedforward.Training;

/// <summary>g ← g·min(1, c/‖g‖): a gradient longer than c keeps its direction and gets length c. Pascanu, Mikolov, Bengio, ICML 2013.</summary>
internal static class GradientClipping
{
    /// <summary>Shortens the gradient where needed; false where its length is not finite.</summary>
    public static bool Clip(Span<float> gradient, double limit)
    {
        var length = Math.Sqrt(SumOfSquares.Of(gradient));
        if (!double.IsFinite(length))
        {
            return false;
        }

        if (length > limit)
        {
            var factor = (float)(limit / length);
            foreach (ref var g in gradient)
            {
                g *= factor;
            }
        }

        return true;
    }
}
