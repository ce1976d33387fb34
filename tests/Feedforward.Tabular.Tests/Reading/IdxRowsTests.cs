namespace Feedforward.Tabular.Tests.Reading;

public class IdxRowsTests
{
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 255];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 9, 7];

    [Fact]
    public void ImagesBecomeVectorsAndLabelsNumbers()
    {
        using var rows = TableFile.OpenIdx(new MemoryStream(Images), new MemoryStream(Labels));
        var table = Table.Read(rows, cancellationToken: TestContext.Current.CancellationToken);
        var pixels = Assert.IsType<VectorColumn>(table["pixels"]);
        Assert.Equal(4, pixels.Width);
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f, 7f, 255f], pixels.Values.Span.ToArray());
        Assert.Equal([9f, 7f], table.Numbers("label"));
    }

    [Fact]
    public void TheLabelsFileIsFoundBesideTheImages()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "t-images-idx3-ubyte");
            File.WriteAllBytes(path, Images);
            File.WriteAllBytes(Path.Combine(folder.FullName, "t-labels-idx1-ubyte"), Labels);
            Assert.Equal([9f, 7f], Table.Load(path, cancellationToken: TestContext.Current.CancellationToken).Numbers("label"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void BigEndianFloatsAreRead()
    {
        using var rows = TableFile.OpenIdx(new MemoryStream([0, 0, 0x0D, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0x3F, 0xC0, 0, 0, 0xC0, 0, 0, 0]));
        Assert.True(rows.Read());
        Assert.Equal([1.5f, -2f], (float[])rows.GetValue(0));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0 }, "ends within its head")]
    [InlineData(new byte[] { 0, 0, 7, 1, 0, 0, 0, 1, 1 }, "value type 0x07")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 255, 255, 255, 255, 255, 255, 255, 255 }, "values a row are read")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3 }, "ends within row 2 of 2")]
    public void DamageIsSaid(byte[] bytes, string expected)
    {
        var exception = Assert.Throws<DataException>(() =>
        {
            using var rows = TableFile.OpenIdx(new MemoryStream(bytes));
            return Table.Read(rows, cancellationToken: TestContext.Current.CancellationToken);
        });
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsOfAnotherFileAreRefused()
    {
        var exception = Assert.Throws<DataException>(
            () => TableFile.OpenIdx(new MemoryStream(Images), new MemoryStream([0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3])));
        Assert.Contains("2 images and 3 labels", exception.Message, StringComparison.Ordinal);
    }
}
