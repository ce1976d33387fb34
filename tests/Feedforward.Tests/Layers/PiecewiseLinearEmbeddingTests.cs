using Feedforward.Layers;

namespace Feedforward.Tests.Layers;

/// <summary>The piecewise-linear embedding against its formula in double precision, and at the ends of its bins.</summary>
public sealed class PiecewiseLinearEmbeddingTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 16, 40)]
    [InlineData(2, 21, 33)]
    public void Each_number_is_a_line_and_the_bins_below_it(int members, int dimension, int rows)
    {
        float[][] edges = [[-1, -0.5f, 0.25f, 2], [0, 1], [-3, -1, 0, 1, 3, 3.5f]];
        var network = Network.Create(3, 1, new PiecewiseLinearEmbedding(edges, dimension, members));
        network = network.With(Numbers.Normal(1, network.ParameterCount, 2).Span, []);
        var p = network.Blocks.Select(block => network.Parameters.Slice(block.Offset, block.Count).ToArray()).ToArray();
        var x = Numbers.Normal(rows, 3, 3, 2);
        var h = network.Forward(x);
        Assert.Equal(members * 3 * dimension, h.Columns);
        for (var i = 0; i < rows; i++)
        {
            for (var m = 0; m < members; m++)
            {
                var bin = m * 9;
                for (var j = 0; j < 3; j++)
                {
                    for (var e = 0; e < dimension; e++)
                    {
                        var place = (((m * 3) + j) * dimension) + e;
                        double value = x[i, j], sum = (p[0][place] * value) + p[1][place];
                        for (var t = 0; t < edges[j].Length - 1; t++)
                        {
                            var part = (value - edges[j][t]) / (edges[j][t + 1] - edges[j][t]);
                            part = t == 0 ? part : Math.Max(0, part);
                            part = t == edges[j].Length - 2 ? part : Math.Min(1, part);
                            sum += part * p[2][((bin + t) * dimension) + e];
                        }

                        Assert.Equal(sum, h[i, place], 1e-4 * (1 + Math.Abs(sum)));
                    }

                    bin += edges[j].Length - 1;
                }
            }
        }
    }

    /// <summary>One feature, a = 0, c = 10, bins [0, 1], [1, 3] and [3, 4] worth 1, 100 and 1000.</summary>
    [Theory]
    [InlineData(0, 10)]
    [InlineData(-2, 8)]
    [InlineData(0.5f, 10.5f)]
    [InlineData(1, 11)]
    [InlineData(2, 61)]
    [InlineData(3, 111)]
    [InlineData(4, 1111)]
    [InlineData(6, 3111)]
    public void By_hand(float x, float expected)
    {
        var network = Network.Create(1, 1, new PiecewiseLinearEmbedding([[0, 1, 3, 4]], 1)).With([0, 10, 1, 100, 1000], []);
        Assert.Equal(expected, network.Forward(new Matrix<float>([x], 1, 1))[0, 0]);
    }

    [Fact]
    public void It_begins_as_a_line()
    {
        var network = Network.Create(1, 4, new PiecewiseLinearEmbedding([[-1, 0, 1]], 4));
        Assert.All(network.Parameters[..8].ToArray(), number => Assert.InRange(number, -0.5f, 0.5f));
        Assert.All(network.Parameters[8..].ToArray(), number => Assert.Equal(0, number));
    }

    [Fact]
    public void Edges_that_are_no_bins_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new PiecewiseLinearEmbedding([]));
        Assert.Throws<ArgumentException>(() => new PiecewiseLinearEmbedding([[1]]));
        Assert.Throws<ArgumentException>(() => new PiecewiseLinearEmbedding([[0, 1], [1, 1]]));
        Assert.Throws<ArgumentException>(() => new PiecewiseLinearEmbedding([[0, float.NaN]]));
        Assert.Throws<ArgumentException>(() => Network.Create(2, 1, new PiecewiseLinearEmbedding([[0, 1]])));
    }

    [Fact]
    public void Threads_do_not_change_a_bit() => ThreadAgreement.AssertSameGradients(
        Network.Create(9, 5, new PiecewiseLinearEmbedding([.. Enumerable.Repeat<float[]>([-1, 0, 1], 9)], members: 2), new EnsembleDense(2, 1)),
        Numbers.Normal(300, 9, 1));
}
