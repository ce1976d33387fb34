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

    /// <summary>Longer than what one thread reads at once; the file must not be read beyond its last row, nor its end be overlooked.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AFileIsTheSameWhetherItIsReadInOrderOrTogether(int threads)
    {
        const int Rows = 700, Width = 1024;
        byte[] bytes = [0, 0, 8, 2, 0, 0, Rows >> 8, Rows & 255, 0, 0, Width >> 8, 0, .. Enumerable.Range(0, Rows * Width).Select(i => (byte)(i * 31 / 7))];
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. bytes, 77]);
            var options = new ReadOptions { Threads = threads };
            var table = Table.Load(path, options, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(Rows, table.Rows);
            Assert.Equal(bytes.Skip(12).Select(value => (float)value), Assert.IsType<VectorColumn>(table["pixels"]).Values.Span.ToArray());
            File.WriteAllBytes(path, bytes[..^1]);
            var exception = Assert.Throws<DataException>(() => Table.Load(path, options, cancellationToken: TestContext.Current.CancellationToken));
            Assert.Contains("ends within row 700 of 700", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
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

    [Theory]
    [InlineData(5, 1, "labels file ends within row 2")]
    [InlineData(1, 1, "images file ends within row 1")]
    [InlineData(4, 0, "labels file ends within row 1")]
    [InlineData(2, 1, "images file ends within row 2")]
    public void OfTwoShortFilesTheFirstRowThatIsNotThereIsNamed(int imageBytes, int labelBytes, string expected)
    {
        byte[] images = [0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 2, .. new byte[imageBytes]];
        byte[] labels = [0, 0, 8, 1, 0, 0, 0, 3, .. new byte[labelBytes]];
        var exception = Assert.Throws<DataException>(() =>
        {
            using var rows = TableFile.OpenIdx(new MemoryStream(images), new MemoryStream(labels));
            return Table.Read(rows, cancellationToken: TestContext.Current.CancellationToken);
        });
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BytesAndTheSameNumbersAsFloatsGiveTheSameFeatures()
    {
        using var rows = TableFile.OpenIdx(new MemoryStream(Images), new MemoryStream(Labels));
        var bytes = Table.Read(rows, cancellationToken: TestContext.Current.CancellationToken);
        var floats = Table.Of(new VectorColumn("pixels", new Matrix<float>([1, 2, 3, 4, 5, 6, 7, 255], 2, 4)));
        FeatureColumn[] features = [new("pixels", ColumnKind.Vector, Width: 4)];
        var ofBytes = TablePreprocessing.Fit(bytes, features, [0, 1]);
        Assert.Equal(TablePreprocessing.Fit(floats, features, [0, 1]).Encoders, ofBytes.Encoders);
        Assert.Equal(ofBytes.Encode(floats, [1, 0, 1]).Span.ToArray(), ofBytes.Encode(bytes, [1, 0, 1]).Span.ToArray());
        Assert.Equal(floats["pixels"].TextAt(1), bytes["pixels"].TextAt(1));
        Assert.Equal([5f, 6f, 7f, 255f], ((VectorColumn)bytes["pixels"].Select([1])).Values.Span.ToArray());
    }

    [Fact]
    public void LabelsOfAnotherFileAreRefused()
    {
        var exception = Assert.Throws<DataException>(
            () => TableFile.OpenIdx(new MemoryStream(Images), new MemoryStream([0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3])));
        Assert.Contains("2 images and 3 labels", exception.Message, StringComparison.Ordinal);
    }
}
