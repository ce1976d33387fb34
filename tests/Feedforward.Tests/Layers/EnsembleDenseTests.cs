using Feedforward.Kernels;
using Feedforward.Layers;

namespace Feedforward.Tests.Layers;

/// <summary>Members side by side are what each is alone, to the last bit.</summary>
public sealed class EnsembleDenseTests
{
    [Theory]
    [InlineData(1, 7, 5, 3)]
    [InlineData(2, 30, 17, 1)]
    [InlineData(3, 61, 1, 40)]
    [InlineData(5, 256, 33, 20)]
    [InlineData(4, 100, 128, 96)]
    public void Each_member_computes_what_a_dense_layer_computes(int members, int rows, int inputs, int units)
    {
        var x = Numbers.Normal(rows, members * inputs, 1);
        var w = Numbers.Normal(members * inputs, units, 2);
        var b = Numbers.Normal(1, members * units, 3);
        var δ = Numbers.Normal(rows, members * units, 4);
        foreach (var threads in new[] { 1, 2, 3 })
        {
            var (h, g, d) = (new Matrix<float>(rows, members * units), new Matrix<float>(members * inputs, units), new Matrix<float>(rows, members * inputs));
            BlockDiagonal.Affine<float>(x, w, b.Span, h, members, threads);
            BlockDiagonal.TransposeLeft(x, δ, g, members, threads);
            BlockDiagonal.TransposeRight(δ, w, d, members, threads);
            for (var m = 0; m < members; m++)
            {
                var (xm, wm, δm) = (Part(x, m, inputs), w.Slice(m * inputs, inputs), Part(δ, m, units));
                var (hm, gm, dm) = (new Matrix<float>(rows, units), new Matrix<float>(inputs, units), new Matrix<float>(rows, inputs));
                Naive.Affine<float>(xm, wm, b.Span.Slice(m * units, units), hm);
                Naive.TransposeLeft(xm, δm, gm);
                Naive.TransposeRight(δm, wm, dm);
                Assert.Equal(hm.Span, Part(h, m, units).Span);
                Assert.Equal(gm.Span, g.Slice(m * inputs, inputs).Span);
                Assert.Equal(dm.Span, Part(d, m, inputs).Span);
            }
        }
    }

    [Fact]
    public void Features_that_are_no_equal_parts_are_refused() =>
        Assert.Throws<ArgumentException>(() => Network.Create(7, 1, new EnsembleDense(2, 3)));

    private static Matrix<float> Part(Matrix<float> x, int member, int width)
    {
        var part = new Matrix<float>(x.Rows, width);
        for (var i = 0; i < x.Rows; i++)
        {
            x.Row(i).Slice(member * width, width).CopyTo(part.Row(i));
        }

        return part;
    }
}
