using Feedforward.Activations;

namespace Feedforward.Tests.Activations;

public sealed class SoftmaxTests
{
    /// <summary>softmax(1, 2, 3) by SciPy 1.10: 0.09003057, 0.24472847, 0.66524096.</summary>
    [Fact]
    public void Values_are_those_of_another_program()
    {
        var a = Matrix.From(new float[,] { { 1, 2, 3 }, { 1001, 1002, 1003 }, { -1002, -1001, -1000 } });

        Softmax.Apply(a);

        for (var row = 0; row < a.Rows; row++)
        {
            Assert.Equal([0.09003057f, 0.24472847f, 0.66524096f], a.Row(row).ToArray(), (x, y) => Math.Abs(x - y) < 1e-7);
        }
    }

    [Fact]
    public void Double_precision_agrees()
    {
        var single = Matrix.From(new float[,] { { -3, 0.5f, 2, 700 }, { 0, 0, 0, 0 } });
        var exact = Matrix.From(new double[,] { { -3, 0.5, 2, 700 }, { 0, 0, 0, 0 } });

        Softmax.Apply(single);
        Softmax.Apply(exact);

        for (var i = 0; i < single.Span.Length; i++)
        {
            Assert.Equal(exact.Span[i], single.Span[i], 1e-7);
        }
    }

    [Fact]
    public void A_number_that_is_not_one_is_not_hidden()
    {
        var a = Matrix.From(new float[,] { { 1, float.NaN, 3 } });

        Softmax.Apply(a);

        Assert.All(a.Span.ToArray(), p => Assert.True(float.IsNaN(p)));
    }
}
