using CsCheck;

namespace Feedforward.Tests;

/// <summary>Rosenblatt's rule: what it learns, how many mistakes it makes, and what it says where it cannot learn.</summary>
public sealed class PerceptronTests
{
    private static readonly Matrix<float> s_square = Matrix.From(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } });

    /// <summary>
    /// Worked by hand. Pass 1: (0,1) is wrong, w = (0,1), b = 1. Pass 2: (0,0) is wrong, b = 0; (1,0) is wrong, w = (1,1),
    /// b = 1. Pass 3: (0,0) is wrong, b = 0. Pass 4: none is wrong.
    /// </summary>
    [Fact]
    public void Or_is_learned_as_worked_by_hand()
    {
        var perceptron = Perceptron.Learn(s_square, [0, 1, 1, 1]);
        Assert.True(perceptron.IsSeparated);
        Assert.Equal(4, perceptron.Mistakes);
        Assert.Equal(4, perceptron.Passes);
        Assert.Equal([1f, 1f], perceptron.Neuron.Weights);
        Assert.Equal(0f, perceptron.Neuron.Bias);
    }

    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(0, 1, 1, 1)]
    [InlineData(1, 1, 1, 0)]
    [InlineData(0, 0, 1, 0)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(0, 0, 0, 0)]
    public void Every_separable_table_is_learned(float a, float b, float c, float d)
    {
        float[] labels = [a, b, c, d];
        var perceptron = Perceptron.Learn(s_square, labels);
        Assert.True(perceptron.IsSeparated);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(labels[i], perceptron.Predict(s_square.Row(i)));
        }
    }

    [Fact]
    public void Xor_is_said_not_to_be_separable()
    {
        var perceptron = Perceptron.Learn(s_square, [0, 1, 1, 0], 50);
        Assert.False(perceptron.IsSeparated);
        Assert.Equal(50, perceptron.Passes);
        Assert.True(perceptron.Mistakes >= 50, "every pass makes a mistake");
        Assert.Contains("may not be linearly separable", perceptron.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Novikoff 1962: where w* with ‖w*‖ = 1 has margin γ on (x, 1) and ‖(x, 1)‖ ≤ R, at most (R/γ)² mistakes.</summary>
    [Fact]
    public void Separable_sets_are_learned_within_the_bound_of_Novikoff()
    {
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 40], Gen.Int[0, 100_000]).Sample(
            s =>
            {
                var (features, count, seed) = s;
                var (x, labels, margin, radius) = Separable(features, count, seed);
                var perceptron = Perceptron.Learn(x, labels, 100_000);
                var bound = radius / margin * (radius / margin);
                return perceptron.IsSeparated && perceptron.Mistakes <= bound && AllRight(perceptron, x, labels);
            },
            iter: 300);
    }

    [Fact]
    public void A_label_that_is_neither_0_nor_1_is_refused_with_its_row()
    {
        var e = Assert.Throws<DataException>(() => Perceptron.Learn(s_square, [0, 1, -1, 1]));
        Assert.Equal(3, e.Row);
        Assert.Throws<DataException>(() => Perceptron.Learn(s_square, [0, 1, 1]));
        Assert.Throws<DataException>(() => Perceptron.Learn(new Matrix<float>(0, 2), []));
        var missing = Assert.Throws<DataException>(() => Perceptron.Learn(Matrix.From(new float[,] { { 1 }, { float.NaN } }), [0, 1]));
        Assert.Equal(2, missing.Row);
        Assert.Throws<ArgumentOutOfRangeException>(() => Perceptron.Learn(s_square, [0, 1, 1, 0], 0));
    }

    /// <summary>Points with a margin of at least 0.05 from a random hyperplane w*ᵀ(x, 1) = 0 with ‖w*‖ = 1.</summary>
    private static (Matrix<float> X, float[] Labels, double Margin, double Radius) Separable(int features, int count, int seed)
    {
        var random = new Random(seed);
        var star = new double[features + 1];
        for (var k = 0; k <= features; k++)
        {
            star[k] = (random.NextDouble() * 2) - 1;
        }

        star[features] *= 0.3;
        var length = Math.Sqrt(star.Sum(v => v * v));
        var x = new Matrix<float>(count, features);
        var labels = new float[count];
        double margin = double.PositiveInfinity, radius = 0;
        for (var i = 0; i < count;)
        {
            var a = star[features];
            double squared = 1;
            for (var k = 0; k < features; k++)
            {
                x[i, k] = (float)((random.NextDouble() * 2) - 1);
                a += star[k] * x[i, k];
                squared += x[i, k] * x[i, k];
            }

            var distance = Math.Abs(a) / length;
            if (distance < 0.05)
            {
                continue;
            }

            labels[i++] = a > 0 ? 1 : 0;
            margin = Math.Min(margin, distance);
            radius = Math.Max(radius, Math.Sqrt(squared));
        }

        return (x, labels, margin, radius);
    }

    private static bool AllRight(Perceptron perceptron, Matrix<float> x, float[] labels)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            if (perceptron.Predict(x.Row(i)) != labels[i])
            {
                return false;
            }
        }

        return true;
    }
}
