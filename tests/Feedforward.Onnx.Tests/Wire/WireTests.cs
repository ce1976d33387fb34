using CsCheck;

using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Tests.Wire;

public sealed class WireTests
{
    /// <summary>The examples of the protobuf encoding guide: field 1 = 150; field 2 = "testing".</summary>
    [Fact]
    public void WritesTheExamplesOfTheProtobufGuide()
    {
        Assert.Equal([0x08, 0x96, 0x01], Written(writer => writer.Integer(1, 150)));
        Assert.Equal(
            [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67], Written(writer => writer.Text(2, "testing")));
        Assert.Equal(
            [0x08, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], Written(writer => writer.Integer(1, -2)));
    }

    [Fact]
    public void ReadsAnyIntegerItWrote() =>
        Gen.Select(Gen.Int[1, 0x1FFFFFFF], Gen.Long).Sample((field, value) =>
        {
            var reader = new WireReader(Written(writer => writer.Integer(field, value)));
            Assert.True(reader.NextField(out var read));
            Assert.Equal(field, read);
            Assert.Equal(value, reader.Integer());
            Assert.False(reader.NextField(out _));
        });

    [Fact]
    public void ReadsAnyTextItWrote() =>
        Gen.String[Gen.Char['\0', '\uD7FF'], 0, 300].Sample(text =>
        {
            var reader = new WireReader(Written(writer => writer.Text(3, text)));
            Assert.True(reader.NextField(out _));
            Assert.Equal(text, reader.Text());
        });

    [Fact]
    public void KeepsTheBitsOfANumber()
    {
        foreach (var value in (float[])[0f, -0f, float.NaN, float.Epsilon, float.NegativeInfinity, BitConverter.Int32BitsToSingle(0x7FA12345)])
        {
            var reader = new WireReader(Written(writer => writer.Float(2, value)));
            Assert.True(reader.NextField(out _));
            Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(reader.Float()));
        }
    }

    [Fact]
    public void ReadsPackedAndSingleIntegers()
    {
        // Field 4, packed: 3, 270, 86942 (the protobuf guide's example with another field number), then a single 7.
        var reader = new WireReader(new byte[] { 0x22, 0x06, 0x03, 0x8E, 0x02, 0x9E, 0xA7, 0x05, 0x20, 0x07 });
        var values = new List<long>();
        while (reader.NextField(out _))
        {
            reader.Integers(values);
        }

        Assert.Equal([3, 270, 86942, 7], values);
    }

    [Theory]
    [InlineData(new byte[] { 0x08 })] // a field without its value
    [InlineData(new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })] // eleven bytes
    [InlineData(new byte[] { 0x12, 0x05, 0x61 })] // claims 5 bytes, has 1
    [InlineData(new byte[] { 0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F })] // claims 2⁶³ − 1
    [InlineData(new byte[] { 0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })] // claims 2⁶⁴ − 1
    [InlineData(new byte[] { 0x0D, 0x00, 0x00 })] // half a float
    [InlineData(new byte[] { 0x0B })] // a group, which protobuf no longer has
    [InlineData(new byte[] { 0x00 })] // field 0
    [InlineData(new byte[] { 0x12, 0x01, 0xFF })] // not UTF-8
    public void RefusesWhatIsDamaged(byte[] bytes) =>
        Assert.Throws<ModelFileException>(() =>
        {
            var reader = new WireReader(bytes);
            while (reader.NextField(out var field))
            {
                if (field == 2)
                {
                    reader.Text();
                }
                else
                {
                    reader.Skip();
                }
            }
        });

    [Fact]
    public void RefusesToNestWithoutEnd()
    {
        var bytes = Array.Empty<byte>();
        for (var depth = 0; depth < 100; depth++)
        {
            var inner = bytes;
            bytes = Written(writer => writer.Bytes(1, inner));
        }

        var fault = Assert.Throws<ModelFileException>(() => Descend(new WireReader(bytes)));
        Assert.Contains("nest deeper than 64", fault.Message, StringComparison.Ordinal);

        static void Descend(WireReader reader)
        {
            while (reader.NextField(out _))
            {
                Descend(reader.Nested());
            }
        }
    }

    [Fact]
    public void ChargesWhatItTakes()
    {
        // 2 MB of empty messages would become half a gigabyte of objects.
        var bytes = new byte[2 << 20];
        for (var i = 0; i < bytes.Length; i += 2)
        {
            bytes[i] = 0x0A;
        }

        var reader = new WireReader(bytes);
        Assert.Throws<ModelFileException>(() =>
        {
            while (reader.NextField(out _))
            {
                reader.Nested();
            }
        });
    }

    private static byte[] Written(Action<WireWriter> write)
    {
        using var stream = new MemoryStream();
        var writer = new WireWriter(stream);
        write(writer);
        Assert.Equal(stream.Length, writer.Length);
        return stream.ToArray();
    }
}
