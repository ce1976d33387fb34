using Feedforward.Kernels;
using Feedforward.Randomness;

namespace Feedforward.Layers;

/// <summary>
/// In training each input is set to 0 with probability p and otherwise divided by 1 − p, so that its expectation
/// stays; in prediction nothing happens. Srivastava et al., JMLR 15 (2014), in the inverted form.
/// </summary>
public sealed class Dropout : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="rate">p, at least 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is outside [0, 1).</exception>
    public Dropout(float rate)
    {
        if (!(rate >= 0 && rate < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A dropout rate is at least 0 and below 1.");
        }

        Rate = rate;
    }

    /// <inheritdoc/>
    public override string Name => "dropout";

    /// <summary>The probability with which an input is dropped.</summary>
    public float Rate { get; }

    /// <inheritdoc/>
    public override int CacheFor(int inputs) => inputs;

    /// <summary>h = m∘x with m = 0 or 1/(1 − p).</summary>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var rate = (float)(Rate * pass.DropoutFactor);
        if (!pass.IsTraining || rate == 0)
        {
            pass.Input.Span.CopyTo(pass.Output.Span);
            return;
        }

        // The i-th 32 bits of the stream decide over the i-th input.
        var threshold = (uint)(rate * 4294967296.0);
        var kept = T.CreateTruncating(1 / (1 - rate));
        DropoutKernel.Apply(pass.Random(RandomPurpose.Dropout), threshold, kept, pass.Input, pass.Cache, pass.Output, pass.Threads);
    }

    /// <summary>∂R/∂x = m∘δ.</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        if (pass.InputDelta.IsEmpty)
        {
            return;
        }

        if (!pass.IsTraining || (float)(Rate * pass.DropoutFactor) == 0)
        {
            pass.Delta.Span.CopyTo(pass.InputDelta.Span);
            return;
        }

        Arithmetic.Multiply<T>(pass.Cache.Span, pass.Delta.Span, pass.InputDelta.Span, pass.Threads);
    }
}
