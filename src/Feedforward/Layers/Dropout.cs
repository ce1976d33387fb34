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
        if (!pass.IsTraining || Rate == 0)
        {
            pass.Input.Span.CopyTo(pass.Output.Span);
            return;
        }

        // Each block of random numbers decides over four inputs with 32 bits each.
        var random = pass.Random(RandomPurpose.Dropout);
        var threshold = (uint)(Rate * 4294967296.0);
        var kept = T.CreateTruncating(1 / (1 - Rate));
        var mask = pass.Cache.Span;
        for (var i = 0; i < mask.Length; i += 4)
        {
            var (even, odd) = random.Pair(i >> 2);
            Span<uint> numbers = [(uint)even, (uint)(even >> 32), (uint)odd, (uint)(odd >> 32)];
            for (var k = 0; k < Math.Min(4, mask.Length - i); k++)
            {
                mask[i + k] = numbers[k] < threshold ? T.Zero : kept;
            }
        }

        var x = pass.Input.Span;
        var h = pass.Output.Span;
        for (var i = 0; i < h.Length; i++)
        {
            h[i] = mask[i] * x[i];
        }
    }

    /// <summary>∂R/∂x = m∘δ.</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        if (pass.InputDelta.IsEmpty)
        {
            return;
        }

        if (!pass.IsTraining || Rate == 0)
        {
            pass.Delta.Span.CopyTo(pass.InputDelta.Span);
            return;
        }

        var δ = pass.Delta.Span;
        var into = pass.InputDelta.Span;
        var mask = pass.Cache.Span;
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = mask[i] * δ[i];
        }
    }
}
