using System.Buffers.Binary;
using System.Text;
using Feedforward.Tabular.Safetensors;

namespace Feedforward.Tabular.Tests.Safetensors;

/// <summary>The file against bytes laid out by hand from the format's specification, and every rule of it broken once.</summary>
public sealed class SafetensorsFileTests
{
    /// <summary>Two tensors and a note, as another program would write them: names in an order of their own, blanks behind the header.</summary>
    private const string Header =
        """{"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]},"__metadata__":{"note":"größe"},"a":{"shape":[],"dtype":"I32","data_offsets":[0,4]}}   """;

    [Fact]
    public void BytesLaidOutByHandAreRead()
    {
        var file = SafetensorsFile.Read(Bytes(Header, 7, 0, 0, 0, /* 1.5 */ 0, 0, 0xC0, 0x3F, /* −2 */ 0, 0, 0, 0xC0));
        Assert.Equal(["a", "b"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal("größe", Assert.Single(file.Metadata).Value);
        Assert.Equal(SafetensorsType.I32, file.Tensors[0].Type);
        Assert.Empty(file.Tensors[0].Shape);
        Assert.Equal(7, BinaryPrimitives.ReadInt32LittleEndian(file.Tensors[0].Data.Span));
        Assert.Equal([2L], file.Tensors[1].Shape);
        Assert.Equal([1.5f, -2f], file.Tensors[1].ToFloats());
        Assert.Contains("'a' holds I32", Assert.Throws<ModelFileException>(() => file.Tensors[0].ToFloats()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsWrittenIsTheseBytes()
    {
        using var stream = new MemoryStream();
        new SafetensorsFile(
            [SafetensorsTensor.Of("w", [1.5f, -2f], 1, 2), SafetensorsTensor.Of("none", [], 0, 3)],
            new Dictionary<string, string> { ["k"] = "a\"b" }).Write(stream);
        const string Expected =
            """{"__metadata__":{"k":"a\"b"},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"none":{"dtype":"F32","shape":[0,3],"data_offsets":[8,8]}}""";
        var padded = Expected.PadRight((Expected.Length + 7) / 8 * 8);
        Assert.Equal(Bytes(padded, 0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0), stream.ToArray());
        var read = SafetensorsFile.Read(stream.ToArray());
        Assert.Equal(["w", "none"], read.Tensors.Select(tensor => tensor.Name));
        Assert.Equal("a\"b", read.Metadata["k"]);
    }

    [Theory]
    [InlineData("BOOL", 3, 3)]
    [InlineData("U8", 3, 3)]
    [InlineData("F8_E4M3", 3, 3)]
    [InlineData("F16", 3, 6)]
    [InlineData("BF16", 3, 6)]
    [InlineData("U32", 3, 12)]
    [InlineData("F64", 3, 24)]
    [InlineData("I64", 3, 24)]
    [InlineData("C64", 3, 24)]
    [InlineData("F4", 4, 2)]
    [InlineData("F6_E2M3", 4, 3)]
    public void EveryTypeHasItsSize(string type, int count, int bytes)
    {
        var file = SafetensorsFile.Read(Bytes(Tensor($"[{count}]", 0, bytes, type), new byte[bytes]));
        Assert.Equal(bytes, file.Tensors[0].Data.Length);
        Refused("which is not what", Bytes(Tensor($"[{count + 8}]", 0, bytes, type), new byte[bytes]));
    }

    [Fact]
    public void AnEmptyFileOfTensorsIsOne() => Assert.Empty(SafetensorsFile.Read(Bytes("{}")).Tensors);

    [Theory]
    [InlineData("does not begin with '{'", """ {"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""")]
    [InlineData("does not begin with '{'", "")]
    [InlineData("not the JSON", """{"a":""")]
    [InlineData("not the JSON", """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},}""")]
    [InlineData("not the JSON", """{} {}""")]
    [InlineData("not the JSON", """{"a":{"dtype":"\ud800","shape":[1],"data_offsets":[0,1]}}""")]
    [InlineData("needs an object as 'a'", """{"a":[[[[[[1]]]]]]}""")]
    [InlineData("needs an object as 'a'", """{"a":1}""")]
    [InlineData("names 'a' twice", """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\u0061":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""")]
    [InlineData("names 'dtype' twice", """{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}""")]
    [InlineData("names 'k' twice", """{"__metadata__":{"k":"","k":""},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""")]
    [InlineData("names '__metadata__' twice", """{"__metadata__":{},"__metadata__":{}}""")]
    [InlineData("a text as 'k'", """{"__metadata__":{"k":1}}""")]
    [InlineData("an object in __metadata__", """{"__metadata__":[]}""")]
    [InlineData("'F33', which is not known", """{"a":{"dtype":"F33","shape":[1],"data_offsets":[0,1]}}""")]
    [InlineData("'u8', which is not known", """{"a":{"dtype":"u8","shape":[1],"data_offsets":[0,1]}}""")]
    [InlineData("a field 'more'", """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"more":1}}""")]
    [InlineData("needs dtype, shape", """{"a":{"dtype":"U8","shape":[1]}}""")]
    [InlineData("needs dtype, shape", """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,1]}}""")]
    [InlineData("whole numbers from 0", """{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}""")]
    [InlineData("whole numbers from 0", """{"a":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}}""")]
    [InlineData("whole numbers from 0", """{"a":{"dtype":"U8","shape":["1"],"data_offsets":[0,1]}}""")]
    [InlineData("whole numbers from 0", """{"a":{"dtype":"U8","shape":[18446744073709551617],"data_offsets":[0,1]}}""")]
    [InlineData("which is not what", """{"a":{"dtype":"U8","shape":[4611686018427387904,4],"data_offsets":[0,1]}}""")]
    [InlineData("which is not what", """{"a":{"dtype":"F4","shape":[1],"data_offsets":[0,1]}}""")]
    [InlineData("takes the bytes from 1", """{"a":{"dtype":"U8","shape":[0],"data_offsets":[1,1]}}""")]
    [InlineData("takes the bytes from 0 to 2", """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""")]
    [InlineData("takes the bytes from 0 to 9223372036854775807", """{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}""")]
    [InlineData("takes the bytes from 0", """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""")]
    [InlineData("1 bytes at its end", """{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""")]
    public void EveryRuleIsChecked(string expected, string header) => Refused(expected, Bytes(header, 1));

    [Fact]
    public void AHoleInTheMiddleAndABackwardTensorAreRefused()
    {
        Refused("where 1 is next", Bytes("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 1, 2, 3));
        Refused("takes the bytes from 2 to 1", Bytes("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,1]}}""", 1, 2));
    }

    [Fact]
    public void ALengthOfTheHeaderThatIsNotThereIsRefused()
    {
        Refused("the length of the header alone", [1, 2, 3]);
        foreach (var length in (ulong[])[4, 100_000_001, long.MaxValue, ulong.MaxValue])
        {
            var bytes = Bytes("{}");
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
            Refused("its header is said to have", bytes);
        }
    }

    [Fact]
    public void AFileCutOffAnywhereIsRefused()
    {
        var whole = Bytes(Header, new byte[12]);
        Assert.Equal(2, SafetensorsFile.Read(whole).Tensors.Count);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<ModelFileException>(() => SafetensorsFile.Read(whole.AsMemory(0, length)));
        }

        Assert.Throws<ModelFileException>(() => SafetensorsFile.Read((byte[])[.. whole, 0]));
    }

    [Fact]
    public void NoDamageGivesAnotherException()
    {
        var whole = Bytes(Header, new byte[12]);
        var random = new Random(3);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = (byte[])whole.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"{}[]\":,0129eE-\\ "[random.Next(16)];
            }

            try
            {
                Assert.True(SafetensorsFile.Read(bytes).Tensors.Sum(tensor => tensor.Data.Length) == 12);
            }
            catch (ModelFileException)
            {
                // One of the two is what may happen.
            }
        }
    }

    [Fact]
    public void AWriterGivesNoFileThatAReaderWouldRefuse()
    {
        var (one, texts) = (SafetensorsTensor.Of("a", [1f], 1), new Dictionary<string, string>());
        Assert.Throws<ModelFileException>(() => new SafetensorsFile([one, one], texts).Write(Stream.Null));
        Assert.Throws<ModelFileException>(() => new SafetensorsFile([one with { Name = "__metadata__" }], texts).Write(Stream.Null));
        Assert.Throws<ModelFileException>(() => new SafetensorsFile([one with { Shape = [2] }], texts).Write(Stream.Null));
    }

    private static string Tensor(string shape, int begin, int end, string type) =>
        $$$"""{"a":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":[{{{begin}}},{{{end}}}]}}""";

    private static void Refused(string expected, byte[] bytes) =>
        Assert.Contains(expected, Assert.Throws<ModelFileException>(() => SafetensorsFile.Read(bytes)).Message, StringComparison.Ordinal);

    private static byte[] Bytes(string header, params byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. data];
    }
}
