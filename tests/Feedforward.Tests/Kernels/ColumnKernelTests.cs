using Feedforward.Kernels;

namespace Feedforward.Tests.Kernels;

/// <summary>Sums over examples take rows in ascending order for every width, with the operations named here.</summary>
public sealed class ColumnKernelTests
{
    [Fact]
    public void Sums_are_those_of_plain_loops_to_the_last_bit()
    {
        for (var columns = 1; columns <= 70; columns++)
        {
            var x = Numbers.Normal(9, columns, 1);
            var y = Numbers.Normal(9, columns, 2);
            var sums = new float[columns];
            var products = new float[columns];
            for (var j = 0; j < columns; j++)
            {
                for (var i = 0; i < 9; i++)
                {
                    sums[j] += x[i, j];
                    products[j] = MathF.FusedMultiplyAdd(x[i, j], y[i, j], products[j]);
                }
            }

            var actual = Numbers.Normal(1, columns, 3).Span;
            ColumnKernel.Sum(x, actual);
            Numbers.SameBits(sums, actual, $"sums of {columns} columns");
            ColumnKernel.SumOfProducts(x, y, actual);
            Numbers.SameBits(products, actual, $"sums of products of {columns} columns");
        }
    }

    [Fact]
    public void Mean_and_variance_are_those_of_double_precision()
    {
        var x = Numbers.Normal(50, 37, 4, 3);
        foreach (ref var value in x.Span)
        {
            value += 100;
        }

        float[] mean = new float[37], variance = new float[37];
        ColumnKernel.MeanAndVariance<float>(x, mean, variance);
        for (var j = 0; j < 37; j++)
        {
            var column = Enumerable.Range(0, 50).Select(i => (double)x[i, j]).ToArray();
            var expected = column.Average();
            Numbers.Close(expected, mean[j], 1e-6);
            Numbers.Close(column.Average(v => (v - expected) * (v - expected)), variance[j], 1e-5);
        }
    }

    /// <summary>1 + 3 examples of the column (0, 2): mean 1, variance 1.</summary>
    [Fact]
    public void Mean_and_variance_are_worked_by_hand()
    {
        float[] mean = [9, 9], variance = [9, 9];
        ColumnKernel.MeanAndVariance<float>(new([0, 5, 2, 5], 2, 2), mean, variance);
        Assert.Equal([1, 5], mean);
        Assert.Equal([1, 0], variance);
    }
}
