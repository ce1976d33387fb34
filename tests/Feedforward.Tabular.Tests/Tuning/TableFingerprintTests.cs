using Feedforward.Tabular.Tuning;

namespace Feedforward.Tabular.Tests.Tuning;

public sealed class TableFingerprintTests
{
    private const string Csv = "a,b,c\n1,x,true\n2,y,false\n,x,true\n";

    [Fact]
    public void TheSameContentHasTheSameFingerprint() =>
        Assert.Equal(TableFingerprint.Of(CsvText.Table(Csv)), TableFingerprint.Of(CsvText.Table(Csv.Replace(",", ";", StringComparison.Ordinal))));

    [Theory]
    [InlineData("a,b,c\n1,x,true\n2,y,false\n3,x,true\n")]
    [InlineData("a,b,c\n1,x,true\n2,y,false\n,y,true\n")]
    [InlineData("a,b,c\n1,x,true\n2,y,false\n,,true\n")]
    [InlineData("a,b,d\n1,x,true\n2,y,false\n,x,true\n")]
    [InlineData("a,b\n1,x\n2,y\n,x\n")]
    [InlineData("a,b,c\n1,x,true\n2,y,false\n")]
    [InlineData("a,b,c\n2,y,false\n1,x,true\n,x,true\n")]
    public void AnotherContentHasAnother(string other) =>
        Assert.NotEqual(TableFingerprint.Of(CsvText.Table(Csv)), TableFingerprint.Of(CsvText.Table(other)));

    [Fact]
    public void VectorsCount()
    {
        var first = Table.Of(new VectorColumn("v", Matrix.FromRows<float>([[1, 2], [3, 4]])));
        var second = Table.Of(new VectorColumn("v", Matrix.FromRows<float>([[1, 2], [3, 5]])));
        Assert.NotEqual(TableFingerprint.Of(first), TableFingerprint.Of(second));
    }
}
