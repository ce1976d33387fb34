using Feedforward.Losses;

namespace Feedforward.Tests.Kernels;

/// <summary>A whole batch gives the sum and the slopes of one example after another, whatever the length of the last vector and block.</summary>
public sealed class LossKernelTests
{
    public static TheoryData<string> Names { get; } =
        [.. Loss.All.Where(l => l.Name is not ("softmax-cross-entropy" or "gaussian-likelihood")).Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_length_is_that_of_single_examples(string name)
    {
        var loss = Loss.Named(name);
        foreach (var rows in Enumerable.Range(1, 70).Concat([255, 256, 257, 512, 600]))
        {
            var f = Numbers.Normal(rows, 1, 1);
            var y = Numbers.Normal(rows, 1, 2);
            foreach (ref var target in y.Span)
            {
                target = target > 0 ? 1 : 0;
            }

            // Eight running sums, one for each position modulo 8, joined pairwise.
            var sums = new double[8];
            var slopes = new float[rows];
            for (var i = 0; i < rows; i++)
            {
                var slope = new Matrix<float>(1, 1);
                sums[i % 8] += loss.Risk<float>(f.Slice(i, 1), y.Slice(i, 1), default, slope);
                slopes[i] = slope[0, 0] * (float)(1.0 / rows);
            }

            var δ = new Matrix<float>(rows, 1);
            var sum = (sums[0] + sums[4]) + (sums[1] + sums[5]) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
            Assert.Equal(sum * (1.0 / rows), loss.Risk<float>(f, y, default, δ));
            Numbers.SameBits(slopes, δ.Span, $"{name} of {rows}");
        }
    }
}
