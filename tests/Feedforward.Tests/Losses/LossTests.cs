using Feedforward.Losses;

namespace Feedforward.Tests.Losses;

/// <summary>What every loss must fulfil.</summary>
public sealed class LossTests
{
    private const int Rows = 23;

    public static TheoryData<string> Names => LossCase.Names;

    [Fact]
    public void Every_loss_has_a_case() =>
        Assert.Empty(Loss.All.Select(l => l.Name).Except(LossCase.All.Select(c => c.Loss.Name)));

    [Fact]
    public void Each_is_found_by_its_name_and_says_its_likelihood() => Assert.All(Loss.All, loss =>
    {
        Assert.Same(loss, Loss.Named(loss.Name.ToUpperInvariant()));
        Assert.NotEmpty(loss.Likelihood);
    });

    [Fact]
    public void An_unknown_name_is_refused_with_the_names()
    {
        var error = Assert.Throws<ArgumentException>(() => Loss.Named("l2"));
        Assert.Contains("squared-error", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Risk_is_the_weighted_mean_of_the_definition(string name)
    {
        var c = LossCase.Named(name);
        var (f, y, w) = Examples(c);
        foreach (var weights in new[] { w, [] })
        {
            double expected = 0;
            for (var i = 0; i < Rows; i++)
            {
                var one = c.Reference(Array.ConvertAll(f.Row(i).ToArray(), v => (double)v), Array.ConvertAll(y.Row(i).ToArray(), v => (double)v));
                expected += (weights.Length > 0 ? weights[i] : 1.0) * one / Rows;
            }

            Numbers.Close(expected, Risk(c, Numbers.Widen(f), Numbers.Widen(y), weights), 1e-13, what: name);
            Numbers.Close(expected, c.Loss.Risk<float>(f, y, weights, default), 3e-7, what: name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Delta_is_the_derivative(string name)
    {
        var c = LossCase.Named(name);
        var (f, y, w) = Examples(c);
        var wide = Numbers.Widen(f);
        var targets = Numbers.Widen(y);
        foreach (var weights in new[] { w, [] })
        {
            var δ = new Matrix<double>(Rows, c.Outputs);
            c.Loss.Risk(wide, targets, Array.ConvertAll(weights, v => (double)v), δ);
            var single = new Matrix<float>(Rows, c.Outputs);
            c.Loss.Risk<float>(f, y, weights, single);
            for (var i = 0; i < wide.Span.Length; i++)
            {
                var value = wide.Span[i];
                wide.Span[i] = value + 1e-5;
                var above = Risk(c, wide, targets, weights);
                wide.Span[i] = value - 1e-5;
                var below = Risk(c, wide, targets, weights);
                wide.Span[i] = value;
                Numbers.Close((above - below) / 2e-5, δ.Span[i], 1e-9, what: $"{name} at {i}");
                Numbers.Close(δ.Span[i], single.Span[i], 1e-6, floor: 0.02, what: $"{name} at {i} in 32 bits");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_risk_is_the_same_whether_delta_is_wanted_or_not(string name)
    {
        var c = LossCase.Named(name);
        var (f, y, w) = Examples(c);
        Assert.Equal(c.Loss.Risk<float>(f, y, w, default), c.Loss.Risk<float>(f, y, w, new Matrix<float>(Rows, c.Outputs)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_whole_weight_counts_an_example_so_many_times(string name)
    {
        var c = LossCase.Named(name);
        var (f, y, _) = Examples(c);
        var repeated = Enumerable.Range(0, Rows).SelectMany(i => Enumerable.Repeat(i, i % 3)).ToArray();
        var weights = Enumerable.Range(0, Rows).Select(i => (float)(i % 3)).ToArray();
        var expected = c.Loss.Risk<float>(f.Select(repeated), y.Select(repeated), default, default) * repeated.Length / Rows;
        Numbers.Close(expected, c.Loss.Risk<float>(f, y, weights, default), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Predict_applies_the_inverse_link(string name)
    {
        var c = LossCase.Named(name);
        var (f, _, _) = Examples(c);
        var wide = Numbers.Widen(f);
        c.Loss.Predict(wide);
        var single = new Matrix<float>(f.Span.ToArray(), Rows, c.Outputs);
        c.Loss.Predict(single);
        for (var i = 0; i < Rows; i++)
        {
            var expected = c.Mean(Array.ConvertAll(f.Row(i).ToArray(), v => (double)v));
            for (var j = 0; j < c.Outputs; j++)
            {
                Numbers.Close(expected[j], wide[i, j], 1e-14, what: name);
                Numbers.Close(expected[j], single[i, j], 3e-7, what: name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_output_that_is_not_a_number_shows_in_the_risk(string name)
    {
        var c = LossCase.Named(name);
        var (f, y, _) = Examples(c);
        f[Rows / 2, c.Outputs - 1] = float.NaN;
        Assert.True(double.IsNaN(c.Loss.Risk<float>(f, y, default, new Matrix<float>(Rows, c.Outputs))));
    }

    [Theory]
    [InlineData("squared-error", 3, 2)]
    [InlineData("gaussian-likelihood", 3, 1)]
    [InlineData("gaussian-likelihood", 2, 2)]
    [InlineData("softmax-cross-entropy", 3, 2)]
    [InlineData("softmax-cross-entropy", 1, 1)]
    [InlineData("binary-cross-entropy", 2, 1)]
    public void Sizes_that_do_not_belong_together_are_refused(string name, int outputs, int targetColumns)
    {
        var error = Assert.Throws<DataException>(() => Loss.Named(name).Check(new Matrix<float>(4, targetColumns), outputs));
        Assert.Contains($"{outputs}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("squared-error", 1, float.NaN)]
    [InlineData("absolute-error", 1, float.PositiveInfinity)]
    [InlineData("huber", 1, float.NegativeInfinity)]
    [InlineData("gaussian-likelihood", 2, float.NaN)]
    [InlineData("binary-cross-entropy", 1, -0.1f)]
    [InlineData("binary-cross-entropy", 1, 1.5f)]
    [InlineData("softmax-cross-entropy", 3, -1f)]
    [InlineData("softmax-cross-entropy", 3, 3f)]
    [InlineData("softmax-cross-entropy", 3, 0.5f)]
    [InlineData("poisson", 1, -1f)]
    public void A_target_it_cannot_take_is_refused_with_its_row(string name, int outputs, float target)
    {
        var targets = new Matrix<float>([0, 1, target, 0], 4, 1);
        var error = Assert.Throws<DataException>(() => Loss.Named(name).Check(targets, outputs));
        Assert.Equal(3, error.Row);
        Assert.Contains("example 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Targets_it_can_take_pass(string name)
    {
        var c = LossCase.Named(name);
        c.Loss.Check(c.Targets(50, 9), c.Outputs);
        Assert.All(c.Targets(50, 9).Span.ToArray(), y => Assert.True(float.IsFinite(y)));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Huber(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Huber(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Huber(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.SmoothedCrossEntropy(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.SmoothedCrossEntropy(-0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.SmoothedCrossEntropy(float.NaN));
    }

    private static double Risk(LossCase c, Matrix<double> f, Matrix<double> y, float[] weights) =>
        c.Loss.Risk(f, y, Array.ConvertAll(weights, v => (double)v), default);

    private static (Matrix<float> F, Matrix<float> Y, float[] Weights) Examples(LossCase c)
    {
        var weights = Enumerable.Range(0, Rows).Select(i => 0.25f * (i % 4)).ToArray();
        return (Numbers.Normal(Rows, c.Outputs, 7, 1.5f), c.Targets(Rows, 8), weights);
    }
}
