namespace Feedforward.Tabular.Tests.Preprocessing;

public class PreprocessingOptionsTests
{
    private static readonly Table Small = CsvText.Table(
        "n,two,three,truth,born\n1,a,x,true,2026-01-31\n2,b,y,false,2026-02-01\n,a,z,,2026-03-01\n");

    private static readonly FeatureColumn[] Columns =
    [
        new("n", ColumnKind.Number), new("two", ColumnKind.Category), new("three", ColumnKind.Category),
        new("truth", ColumnKind.Boolean), new("born", ColumnKind.Date),
    ];

    [Fact]
    public void WithoutOptionsNothingIsNew()
    {
        var plain = Fit(null);
        Assert.Equal(plain.Encoders, Fit(PreprocessingOptions.Default).Encoders);
        Assert.Equal(
            [typeof(NumberEncoder), typeof(CategoryEncoder), typeof(CategoryEncoder), typeof(BooleanEncoder), typeof(DateEncoder)],
            plain.Encoders.Select(encoder => encoder.GetType()));
    }

    [Theory]
    [InlineData(NumberScaling.Standard, typeof(NumberEncoder))]
    [InlineData(NumberScaling.Robust, typeof(RobustNumberEncoder))]
    [InlineData(NumberScaling.Quantile, typeof(QuantileEncoder))]
    public void TheScalingIsForNumbersAlone(NumberScaling scaling, Type expected)
    {
        var fitted = Fit(new() { Numbers = scaling });
        Assert.IsType(expected, fitted.Encoders[0]);
        Assert.Equal(Fit(null).Encoders.Skip(1), fitted.Encoders.Skip(1));
    }

    [Theory]
    [InlineData(2, true, true)]
    [InlineData(3, false, true)]
    [InlineData(4, false, false)]
    public void ColumnsWithSoManyCategoriesAreCoded(int from, bool two, bool three)
    {
        var fitted = Fit(new() { CodesFrom = from });
        Assert.Equal((two, three), (fitted.Encoders[1] is CategoryCodeEncoder, fitted.Encoders[2] is CategoryCodeEncoder));
    }

    [Fact]
    public void EveryEncoderHasItsPlaceAndItsKinds()
    {
        var fitted = Fit(new() { Numbers = NumberScaling.Robust, CodesFrom = 3 });
        Assert.Equal([(0, 2), (2, 2), (4, 1), (5, 2), (7, 4)], fitted.Places.Select(place => (place.First, place.Count)));
        Assert.Equal(fitted.Encoders, fitted.Places.Select(place => place.Encoder));
        Assert.Equal("NIIICIINNNN", string.Concat(fitted.FeatureKinds.Select(kind => kind.ToString()[0])));
        Assert.Equal([0, 0, 4, 0, 0], fitted.Encoders.Select(encoder => encoder.CodeCount));
        Assert.All(fitted.Encoders, encoder => Assert.Equal((encoder.Width, encoder.Width), (encoder.FeatureKinds.Count, encoder.FeatureNames.Count)));
    }

    [Fact]
    public void OptionsOutsideTheirRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit(new() { CodesFrom = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit(new() { Numbers = (NumberScaling)9 }));
    }

    private static TablePreprocessing Fit(PreprocessingOptions? options) => TablePreprocessing.Fit(Small, Columns, Small.AllRows(), options);
}
