using System.Runtime.Intrinsics;
using Feedforward.Kernels;
using Feedforward.Layers;

namespace Feedforward.Tests.Layers;

/// <summary>The periodic embedding against the formula in the framework's double precision.</summary>
public sealed class PeriodicEmbeddingTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(3, 2, 5, 4, 40)]
    [InlineData(2, 7, 16, 3, 33)]
    public void Each_number_is_a_sum_of_waves_and_the_feature_itself(int members, int features, int frequencies, int outputs, int rows)
    {
        var layer = new PeriodicEmbedding(members, frequencies, outputs, 0.7f);
        var network = Network.Create(features, 5, layer);
        var x = Numbers.Normal(rows, features, 6, 2);
        var h = network.Forward(x);
        var p = network.Blocks.Select(block => network.Parameters.Slice(block.Offset, block.Count).ToArray()).ToArray();
        Assert.Equal(members * features * (outputs + 1), h.Columns);
        for (var i = 0; i < rows; i++)
        {
            for (var r = 0; r < members * features; r++)
            {
                double value = x[i, r % features];
                for (var e = 0; e < outputs; e++)
                {
                    double sum = p[3][(r * outputs) + e];
                    for (var t = 0; t < frequencies; t++)
                    {
                        var angle = (2 * Math.PI * p[0][(r * frequencies) + t] * value) + p[1][(r * frequencies) + t];
                        sum += Math.Cos(angle) * p[2][(((r * frequencies) + t) * outputs) + e];
                    }

                    Assert.Equal(sum, h[i, (r * (outputs + 1)) + e], 1e-5);
                }

                Assert.Equal((float)value, h[i, (r * (outputs + 1)) + outputs]);
            }
        }
    }

    [Fact]
    public void Threads_do_not_change_a_bit() => ThreadAgreement.AssertSameGradients(
        Network.Create(9, 5, new PeriodicEmbedding(2), new EnsembleDense(2, 1)),
        Numbers.Normal(300, 9, 1));

    /// <summary>Over some turns the error stays below the stated 4·10⁻⁷; beyond 2²³ turns a number has no fraction, and the cosine is 1.</summary>
    [Fact]
    public void Cosine_and_sine_of_turns_are_as_exact_as_stated()
    {
        for (var i = -40_000; i < 40_000; i += 16)
        {
            var u = Vector512.Create((float)i) / Vector512.Create(9973f) + (Vector512<float>.Indices / Vector512.Create(9973f));
            var (cosine, sine) = Trigonometric.OfTurns(u);
            for (var j = 0; j < 16; j++)
            {
                var (s, c) = Math.SinCos(2 * Math.PI * u[j]);
                Assert.Equal(c, cosine[j], 4e-7);
                Assert.Equal(s, sine[j], 4e-7);
            }

            Assert.Equal(cosine, Trigonometric.CosineOfTurns(u));
        }

        Assert.Equal(Vector512<float>.One, Trigonometric.CosineOfTurns(Vector512.Create(3e38f)));
    }
}
