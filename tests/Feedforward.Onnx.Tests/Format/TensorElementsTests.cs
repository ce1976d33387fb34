using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Tests.Format;

/// <summary>Messages are spelt out byte by byte, by the protobuf encoding guide and the field numbers of onnx.proto.</summary>
public sealed class TensorElementsTests
{
    /// <summary>dims 2, type, then the numbers 1.5 and −2 packed and one by one.</summary>
    [Theory]
    [InlineData(new byte[] { 0x08, 2, 0x10, 1, 0x22, 8, 0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0 })]
    [InlineData(new byte[] { 0x08, 2, 0x10, 1, 0x25, 0, 0, 0xC0, 0x3F, 0x25, 0, 0, 0, 0xC0 })]
    [InlineData(new byte[] { 0x08, 2, 0x10, 1, 0x22, 4, 0, 0, 0xC0, 0x3F, 0x25, 0, 0, 0, 0xC0 })]
    [InlineData(new byte[] { 0x08, 2, 0x10, 1, 0x4A, 8, 0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0 })]
    public void SinglePrecisionLiesRawOrTyped(byte[] message) => Assert.Equal([1.5f, -2f], Read<float>(message));

    [Fact]
    public void DoublePrecisionLiesTyped() =>
        Assert.Equal([1d], Read<double>([0x08, 1, 0x10, 11, 0x52, 8, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F]));

    /// <summary>−1 is ten bytes and 300 is two, whatever the element type.</summary>
    [Fact]
    public void IntegersLieTyped()
    {
        byte[] numbers = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0xAC, 0x02];
        Assert.Equal([-1L, 300L], Read<long>([0x08, 2, 0x10, 7, 0x3A, 12, .. numbers]));
        Assert.Equal([-1, 300], Read<int>([0x08, 2, 0x10, 6, 0x2A, 12, .. numbers]));
        Assert.Equal([-1, 300], Read<short>([0x08, 2, 0x10, 5, 0x2A, 12, .. numbers]));
        Assert.Equal([(Half)1], Read<Half>([0x10, 10, 0x2A, 2, 0x80, 0x78]));
        Assert.Equal([7UL], Read<ulong>([0x10, 13, 0x5A, 1, 7]));
    }

    [Fact]
    public void WhatWasReadIsWrittenAgain()
    {
        byte[] message = [0x08, 2, 0x10, 7, 0x3A, 2, 3, 4, 0x42, 1, 0x78];
        Assert.Equal(message, OnnxRun.Bytes(TensorProto.Read(new WireReader(message))));
    }

    [Theory]
    [InlineData(new byte[] { 0x08, 3, 0x10, 1, 0x22, 8, 0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0 }, "is 3 elements of type Float")] // one too few
    [InlineData(new byte[] { 0x10, 1, 0x22, 3, 0, 0, 0xC0 }, "3 bytes")] // three quarters of a number
    [InlineData(new byte[] { 0x10, 1, 0x22, 4, 0, 0, 0xC0, 0x3F, 0x3A, 1, 5 }, "twice")]
    [InlineData(new byte[] { 0x10, 1, 0x22, 4, 0, 0, 0xC0, 0x3F, 0x4A, 4, 0, 0, 0xC0, 0x3F }, "holds 4 bytes")]
    [InlineData(new byte[] { 0x10, 1, 0x2A, 1, 5 }, "integers")] // a float among the integers
    [InlineData(new byte[] { 0x10, 1, 0x70, 1 }, "file of their own")]
    [InlineData(new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0x10, 1 }, "the size -1")]
    [InlineData(new byte[] { 0x08, 0x80, 0x80, 0x04, 0x08, 0x80, 0x80, 0x04, 0x10, 1 }, "more elements than an array")] // 65,536² = 17 GB
    [InlineData(new byte[] { 0x08, 0x80, 0x80, 0x80, 0x80, 0x08, 0x08, 0, 0x10, 1 }, "a size is from 0")] // 2³¹ × 0
    public void WhatDoesNotFitTheShapeIsRefused(byte[] message, string expected) => Assert.Contains(
        expected, Assert.Throws<ModelFileException>(() => Read<float>(message)).Message, StringComparison.Ordinal);

    [Fact]
    public void TheAllowanceIsChargedBeforeMemoryIsTaken()
    {
        var proto = TensorProto.Read(new WireReader(new byte[] { 0x08, 4, 0x10, 7, 0x3A, 4, 1, 2, 3, 4 }));
        Assert.Throws<ModelFileException>(() => TensorElements.Read<long>(proto, new ReadAllowance(200)));
    }

    private static T[] Read<T>(byte[] message)
        where T : unmanaged => TensorElements.Read<T>(TensorProto.Read(new WireReader(message)), ReadAllowance.ForFile(message.Length));
}
