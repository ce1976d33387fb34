using Feedforward.Kernels;

namespace Feedforward.Training;

/// <summary>g ← g·min(1, c/‖g‖): a gradient longer than c keeps its direction and gets length c. Pascanu, Mikolov, Bengio, ICML 2013.</summary>
internal static class GradientClipping
{
    /// <summary>Shortens a gradient of finite numbers where needed.</summary>
    public static void Clip(Span<float> gradient, double limit)
    {
        var length = Math.Sqrt(SumOfSquares.Of(gradient));
        if (length > limit)
        {
            var factor = (float)(limit / length);
            Arithmetic.Scale(gradient, factor, threads: 1);
        }
    }
}
