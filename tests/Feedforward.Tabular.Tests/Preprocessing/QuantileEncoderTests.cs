using CsCheck;

namespace Feedforward.Tabular.Tests.Preprocessing;

public class QuantileEncoderTests
{
    /// <summary>3000 numbers 100·(i / 3000)² in a shuffled order.</summary>
    private static readonly float[] Squares = [.. Enumerable.Range(0, 3000).Select(i => i * 7919 % 3000 / 3000.0).Select(u => (float)(100 * u * u))];

    /// <summary>
    /// The scores are what scikit-learn's QuantileTransformer(n_quantiles=100, output_distribution='normal') prints. It
    /// interpolates ranks where we interpolate scores, so they differ a little between the knots.
    /// </summary>
    [Theory]
    [InlineData(-5, -5.19933758)]
    [InlineData(.004, -2.65531261)]
    [InlineData(.01, -2.32995110)]
    [InlineData(.5, -1.47035798)]
    [InlineData(1, -1.28162644)]
    [InlineData(7, -.629128016)]
    [InlineData(25, .000353978594)]
    [InlineData(50, .545632373)]
    [InlineData(99, 2.59762517)]
    [InlineData(99.9, 3.58633276)]
    [InlineData(99.93, 4.14733568)]
    [InlineData(200, 5.19933758)]
    public void ScoresAreThoseOfScikitLearn(float x, double expected) =>
        Assert.Equal(expected, Encoded.Fit(NumberScaling.Quantile, Squares).Features(x)[0], 0.03);

    /// <summary>0 to 6 as often as each other: scikit-learn prints the same, but puts the ends at ±5.2.</summary>
    [Fact]
    public void EqualValuesTakeTheMiddleOfTheirRanks()
    {
        var fitted = Encoded.Fit(NumberScaling.Quantile, [.. Enumerable.Range(0, 3000).Select(i => (float)(i * 7919 % 3000 % 7))]);
        Assert.Equal(7, ((QuantileEncoder)fitted.Encoders[0]).Knots.Count);
        var features = fitted.Features(0, 1, 2, 3, 4, 5, 6);
        double[] expected = [-0.78178075, -0.3622413, 0, 0.3622413, 0.78178075];
        Assert.All(expected.Zip(features.Skip(1)), pair => Assert.Equal(pair.First, pair.Second, 2e-6));

        // Of 100 quantiles the first 15 are 0, at ranks 0 to 14 of 99: Φ⁻¹(7 / 99) = −1.4705452.
        Assert.Equal(-1.4705452, features[0], 2e-6);
    }

    [Fact]
    public void FewRowsHaveTenQuantilesAndHalvesAtTheEnds()
    {
        // Of 0, 9, …, 261 the first ninth is at 29: Φ⁻¹(1/9) = −1.2206403, its half Φ⁻¹(1/18) = −1.5932188.
        var fitted = Encoded.Fit(NumberScaling.Quantile, [.. Enumerable.Range(0, 30).Select(i => 9f * i)]);
        Assert.Equal([-5.2f, 5.2f], fitted.Features(0, 261));
        var features = fitted.Features(29, 14.5f, 130.5f, 246.5f);
        double[] expected = [-1.2206403, -1.5932188, 0, 1.5932188];
        Assert.All(expected.Zip(features), pair => Assert.Equal(pair.First, pair.Second, 2e-6));
        Assert.Equal(10 + (2 * 20), ((QuantileEncoder)fitted.Encoders[0]).Knots.Count);
    }

    [Fact]
    public void MissingCellsAreZeroWithAFeature()
    {
        var fitted = Encoded.Fit(NumberScaling.Quantile, 1, 2, float.NaN, 3);
        Assert.Equal([FeatureKind.Number, FeatureKind.Indicator], fitted.FeatureKinds);
        Assert.Equal([0f, 1f, 5.2f, 0f], fitted.Features(float.NaN, 3));
        var counts = new EncodingCounts();
        Encoded.Fit(NumberScaling.Quantile, 1, 2).Encode(Encoded.Numbers([float.NaN]), counts);
        Assert.Equal(1, counts.UnseenMissing["x"]);
    }

    [Theory]
    [InlineData(4f, 4f)]
    [InlineData(float.NaN, float.NaN)]
    public void WithoutTwoValuesTheFeatureIsZero(float first, float second)
    {
        var fitted = Encoded.Fit(NumberScaling.Quantile, first, second);
        Assert.Empty(((QuantileEncoder)fitted.Encoders[0]).Knots);
        var width = fitted.Width;
        Assert.Equal([0f, 0f], [fitted.Features(1e38f)[0], fitted.Features(1e38f, 4)[width]]);
    }

    [Fact]
    public void TheWholeRangeOfNumbersFits()
    {
        var fitted = Encoded.Fit(NumberScaling.Quantile, float.MinValue, 0, 1, float.MaxValue);
        Assert.Equal([-5.2f, 5.2f], fitted.Features(float.MinValue, float.MaxValue));
    }

    /// <summary>Fitted on any finite numbers and given any others: finite, within ±5.2, and never falling but by a rounding.</summary>
    [Fact]
    public void EveryFeatureIsFiniteBoundedAndAscending() => Gen.UInt.Array[1, 40].Select(Gen.UInt.Array[2, 40]).Sample((training, others) =>
    {
        var fitted = Encoded.Fit(NumberScaling.Quantile, [.. training.Select(Encoded.Finite)]);
        var encoder = (QuantileEncoder)fitted.Encoders[0];
        float[] ascending = [.. others.Concat(training).Select(Encoded.Finite).Order()];
        var features = fitted.Features(ascending);
        return features.All(feature => MathF.Abs(feature) <= 5.2f + 1e-6f)
            && features.Zip(features.Skip(1)).All(pair => pair.Second >= pair.First - 1e-6f)
            && encoder.Knots.Zip(encoder.Knots.Skip(1)).All(pair => pair.Second > pair.First)
            && encoder.Scores.Zip(encoder.Scores.Skip(1)).All(pair => pair.Second >= pair.First);
    });
}
