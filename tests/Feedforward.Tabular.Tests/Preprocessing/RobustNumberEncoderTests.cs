using CsCheck;

namespace Feedforward.Tabular.Tests.Preprocessing;

public class RobustNumberEncoderTests
{
    /// <summary>numpy: quartiles 2.25 and 5, median 3.75, mean 3.95; the features are numpy's too, in double precision.</summary>
    [Fact]
    public void ANumberIsScaledByItsQuartilesAndClipped()
    {
        var fitted = Encoded.Fit(NumberScaling.Robust, 3, 1, 4, 1, 5, 9, 2, 6, 5, 3.5f);
        Assert.Equal(new RobustNumberEncoder("x", 3.75f, 1 / 2.75f, 3.95f, MissingIndicator: false), fitted.Encoders[0]);
        float[] expected = [-0.9486833f, 0.09086738f, 1.61062648f, 3f];
        Assert.All(fitted.Features(1, 4, 9, 1e30f).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    /// <summary>Six of eight are 0, so the quartiles are equal: 2 / (10 − 0), and 10 is at z = 2.</summary>
    [Fact]
    public void WithEqualQuartilesTheRangeIsTheScale()
    {
        var fitted = Encoded.Fit(NumberScaling.Robust, 0, 0, 0, 0, 0, 0, 10, 0);
        Assert.Equal(new RobustNumberEncoder("x", 0, 0.2f, 1.25f, MissingIndicator: false), fitted.Encoders[0]);
        Assert.Equal(2 / Math.Sqrt(1 + (4 / 9.0)), fitted.Features(10)[0], 1e-6);
    }

    [Fact]
    public void AMissingCellIsTheMeanAndHasAFeature()
    {
        // Of 1, 2, 3, 6 the quartiles are 1.75 and 3.75, the median 2.5, the mean 3: z = 0.25.
        var fitted = Encoded.Fit(NumberScaling.Robust, 1, 2, float.NaN, 3, 6);
        Assert.Equal(new RobustNumberEncoder("x", 2.5f, 0.5f, 3, MissingIndicator: true), fitted.Encoders[0]);
        Assert.Equal([FeatureKind.Number, FeatureKind.Indicator], fitted.FeatureKinds);
        Assert.Equal(["x", "x missing"], fitted.FeatureNames);
        var features = fitted.Features(float.NaN, 3);
        Assert.Equal([1f, 0f], [features[1], features[3]]);
        Assert.Equal(features[2], features[0]);
        Assert.Equal(0.25 / Math.Sqrt(1 + (0.0625 / 9)), features[0], 1e-6);
    }

    [Fact]
    public void AMissingCellNeverSeenIsCounted()
    {
        var counts = new EncodingCounts();
        Encoded.Fit(NumberScaling.Robust, 1, 2, 3).Encode(Encoded.Numbers([float.NaN, 1]), counts);
        Assert.Equal(1, counts.UnseenMissing["x"]);
    }

    [Theory]
    [InlineData(1e30f)]
    [InlineData(-3e38f)]
    public void AnOutlierDoesNotCarryTheFillAway(float outlier)
    {
        // Quartiles and median stay near 0 to 9, and the outlier counts as five quartile distances.
        var fitted = Encoded.Fit(NumberScaling.Robust, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, outlier, float.NaN]);
        var encoder = (RobustNumberEncoder)fitted.Encoders[0];
        Assert.InRange(encoder.Fill, 0, 9);
        Assert.InRange(encoder.Scale, 0.1f, 1);
        Assert.Equal(3 * MathF.Sign(outlier), fitted.Features(outlier)[0], 1e-6f);
    }

    [Theory]
    [InlineData(5f)]
    [InlineData(-3e38f)]
    [InlineData(1e-45f)]
    public void AConstantColumnIsZeroWhateverComes(float value)
    {
        var fitted = Encoded.Fit(NumberScaling.Robust, value, value, float.NaN);
        Assert.Equal([0f, 0f, 0f, 0f, 0f, 1f], fitted.Features(value, float.MaxValue, float.NaN));
    }

    [Fact]
    public void AColumnWithoutAnyValueIsZero()
    {
        var fitted = Encoded.Fit(NumberScaling.Robust, float.NaN, float.NaN);
        Assert.Equal(new RobustNumberEncoder("x", 0, 0, 0, MissingIndicator: true), fitted.Encoders[0]);
        Assert.Equal([0f, 1f, 0f, 0f], fitted.Features(float.NaN, -1e38f));
    }

    /// <summary>Fitted on any finite numbers and given any others: finite, within ±3, and never falling but by a rounding.</summary>
    [Fact]
    public void EveryFeatureIsFiniteBoundedAndAscending() => Gen.UInt.Array[1, 40].Select(Gen.UInt.Array[2, 40]).Sample((training, others) =>
    {
        var fitted = Encoded.Fit(NumberScaling.Robust, [.. training.Select(Encoded.Finite)]);
        float[] ascending = [.. others.Concat(training).Select(Encoded.Finite).Order()];
        var features = fitted.Features(ascending);
        return features.All(feature => MathF.Abs(feature) <= 3 + 1e-6f)
            && features.Zip(features.Skip(1)).All(pair => pair.Second >= pair.First - 1e-6f)
            && float.IsFinite(((RobustNumberEncoder)fitted.Encoders[0]).Fill);
    });
}
