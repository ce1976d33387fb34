using System.IO.Compression;
using System.Text;

namespace Feedforward.Tabular.Tests.Reading;

public sealed class GzipContentTests
{
    /// <summary>Rows that hardly compress, so that a cut leaves whole rows behind it.</summary>
    private static readonly byte[] s_text = Encoding.ASCII.GetBytes(
        "a,b\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i * 7919 % 104729},{i * 15485863L % 32452843}\n")));

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public void ACutFileIsRefused(double share)
    {
        var whole = Compress(s_text);
        var error = Assert.Throws<DataException>(() => Read(whole[..(int)(whole.Length * share)]));
        Assert.Contains("too early", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedDataAreRefused()
    {
        var damaged = Compress(s_text);
        Array.Fill(damaged, (byte)0xFF, damaged.Length / 2, 200);
        var error = Assert.Throws<DataException>(() => Read(damaged));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfSeveralPartsIsReadToItsEnd()
    {
        byte[] parts = [.. Compress(s_text), .. Compress("1,2\n"u8.ToArray())];
        Assert.Equal([.. s_text, .. "1,2\n"u8], Read(parts));
    }

    private static byte[] Compress(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.SmallestSize))
        {
            gzip.Write(content);
        }

        return bytes.ToArray();
    }

    private static byte[] Read(byte[] compressed)
    {
        using var content = new GzipContent(new MemoryStream(compressed));
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
