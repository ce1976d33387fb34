using System.Text;

using Feedforward.Onnx.Format;
using Feedforward.Onnx.Operators;
using Feedforward.Onnx.Tests.Operators;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Tests.Hostile;

/// <summary>Files made to do harm, one by one; <see cref="FuzzTests"/> makes others.</summary>
public sealed class HostileFileTests
{
    [Fact]
    public void ACycleIsRefused()
    {
        var model = SmallGraphs.All[0];
        Assert.Contains("form a cycle", Refusal(model, copy => copy.Graph!.Nodes[0].Inputs[0] = "y"), StringComparison.Ordinal);
        Assert.Contains("form a cycle", Refusal(model, copy => copy.Graph!.Nodes[0].Inputs[0] = "a"), StringComparison.Ordinal);
        Assert.Contains("wrong order", Refusal(model, copy => copy.Graph!.Nodes.Reverse()), StringComparison.Ordinal);
    }

    [Fact]
    public void ANameThatIsThereTwiceIsRefused()
    {
        var model = SmallGraphs.All[0];
        Assert.Contains("two values 'a'", Refusal(model, copy => copy.Graph!.Nodes[1].Outputs[0] = "a"), StringComparison.Ordinal);
        Assert.Contains("two values 'w0'", Refusal(model, copy => copy.Graph!.Nodes[1].Outputs[0] = "w0"), StringComparison.Ordinal);
        Assert.Contains("two tensors 'w0'", Refusal(model, copy => copy.Graph!.Initializers.Add(copy.Graph.Initializers[0])), StringComparison.Ordinal);
        Assert.Contains("two inputs 'x'", Refusal(model, copy => copy.Graph!.Inputs.Add(copy.Graph.Inputs[0])), StringComparison.Ordinal);
        Assert.Contains("2 versions", Refusal(model, copy => copy.OperatorSets.Add(new OperatorSetProto("ai.onnx", 7))), StringComparison.Ordinal);
    }

    [Fact]
    public void SizesThatLieAreRefused()
    {
        var model = SmallGraphs.All[0];
        Assert.Contains("the size -5", Refusal(model, copy => copy.Graph!.Initializers[0].Dimensions[0] = -5), StringComparison.Ordinal);
        Assert.Contains("a size is from 0", Refusal(model, copy => copy.Graph!.Initializers[0].Dimensions[0] = 1L << 62), StringComparison.Ordinal);
        Assert.Contains("more elements than an array", Refusal(model, copy => copy.Graph!.Initializers[0].Dimensions[0] = 1 << 30), StringComparison.Ordinal);
        Assert.Contains("but the file holds 60 bytes", Refusal(model, copy => copy.Graph!.Initializers[0].Dimensions[0] = 500_000_000), StringComparison.Ordinal);
        Assert.Contains("70 dimensions", Refusal(model, copy => copy.Graph!.Initializers[0].Dimensions.AddRange(Enumerable.Repeat(1L, 68))), StringComparison.Ordinal);
        Assert.Contains("but the file holds 60 bytes", Refusal(model, copy => copy.Graph!.Initializers[0].Type = ElementType.Double), StringComparison.Ordinal);
    }

    /// <summary>A sparse tensor takes few bytes of file for many of memory.</summary>
    [Fact]
    public void ASparseTensorTakesNoMoreMemoryThanTheFileMay() => Assert.Contains(
        "far more entries", Refusal(SmallGraphs.All[2], copy => copy.Graph!.SparseInitializers[0].Dimensions[0] = 1 << 30), StringComparison.Ordinal);

    [Fact]
    public void MessagesWithinMessagesEnd()
    {
        // A graph in an attribute of a node in a graph, and so on: field 7 graph, 1 node, 5 attribute, 6 graph. It is not descended into.
        byte[] bytes = [];
        for (var depth = 0; depth < 2_000; depth++)
        {
            bytes = Wrapped(6, Wrapped(1, Wrapped(5, bytes)));
        }

        var model = ModelProto.Of((byte[])[0x08, 0x08, .. Wrapped(7, Wrapped(1, Wrapped(5, bytes)))]);
        Assert.Single(model.Graph!.Nodes);
    }

    /// <summary>Where a message takes any number of entries: the field numbers down to it, and the shortest entry.</summary>
    public static TheoryData<int[], byte[]> Entries => new()
    {
        { [7], [0x0A, 0] }, // nodes
        { [7], [0x2A, 0] }, // tensors
        { [7], [0x5A, 0] }, // inputs
        { [7], [0x7A, 0] }, // sparse tensors
        { [7, 1], [0x0A, 0] }, // a node's inputs
        { [7, 1], [0x2A, 0] }, // its attributes
        { [7, 1, 5], [0x40, 0] }, // integers of one
        { [7, 1, 5], [0x3D, 0, 0, 0, 0] }, // numbers
        { [7, 1, 5], [0x4A, 0] }, // texts
        { [7, 1, 5, 8], [0] }, // integers in one run
        { [7, 5], [0x08, 1] }, // a tensor's sizes
        { [7, 5, 1], [1] }, // in one run
        { [7, 5], [0x25, 0, 0, 0, 0] }, // its numbers
        { [7, 5, 7], [0] }, // as 64-bit integers of one byte in the file
        { [7, 5], [0x32, 0] }, // its texts
        { [7, 5], [0x6A, 0] }, // where it lies
        { [7, 11, 2, 1, 2], [0x0A, 0] }, // sizes of an input
        { [], [0x42, 0] }, // versions of operators
        { [], [0x72, 0] }, // metadata
        { [], [0x3A, 0] }, // graphs
    };

    /// <summary>Two bytes of file can ask for an object; the file is refused before there are too many.</summary>
    [Theory]
    [MemberData(nameof(Entries))]
    public void ManyEntriesTakeNoMoreMemoryThanTheFileMay(int[] path, byte[] entry)
    {
        var bytes = new byte[(6 << 20) / entry.Length * entry.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = entry[i % entry.Length];
        }

        // The tensor's sizes, so that its 64-bit integers are what its shape says.
        byte[] sizes = path is [7, 5, 7] ? [0x10, 7, 0x08, 0x80, 0x80, 0x80, 0x03] : [];
        for (var i = path.Length - 1; i >= 0; i--)
        {
            bytes = [.. i == 1 ? sizes : [], .. Wrapped(path[i], bytes)];
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            _ = new GraphEvaluator(ModelProto.Of(bytes), bytes.Length);
        }
        catch (Exception fault) when (fault is ModelFileException or UnsupportedOperatorException)
        {
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (4L * bytes.Length) + (64 << 20));
    }

    private static byte[] Wrapped(int field, byte[] content)
    {
        using var stream = new MemoryStream();
        new WireWriter(stream).Bytes(field, content);
        return stream.ToArray();
    }

    [Fact]
    public void ExternalDataIsNotReadUnasked()
    {
        var fault = Assert.Throws<ModelFileException>(() => new GraphEvaluator(External("weights.bin", null, null), 1000));
        Assert.Contains("not read unless it is allowed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExternalDataIsReadFromTheModelsFolder()
    {
        using var folder = new Folder();
        File.WriteAllBytes(Path.Combine(folder.Path, "weights.bin"), [9, 9, 9, 9, .. OnnxRun.Bytes(TensorProto.Of("", [1f, 2, 3], 3))[^12..], 9]);
        var model = External("weights.bin", "4", "12");
        var external = new ExternalData(folder.Path);
        external.Load(model.Graph!);
        Assert.Equal(12, external.BytesRead);
        var result = new GraphEvaluator(model, 1000).Run(new Dictionary<string, Tensor>(), 1 << 20, TestContext.Current.CancellationToken);
        Assert.Equal([1f, 2, 3], result[0].Floats());
    }

    [Theory]
    [InlineData("../weights.bin", null, null, "does not lie within")]
    [InlineData("sub/../../weights.bin", null, null, "does not lie within")]
    [InlineData("..\\weights.bin", null, null, "does not lie within")]
    [InlineData("/etc/passwd", null, null, "does not lie within")]
    [InlineData("C:\\weights.bin", null, null, "does not lie within")]
    [InlineData("sub//weights.bin", null, null, "does not lie within")]
    [InlineData("", null, null, "does not lie within")]
    [InlineData("weights\0.bin", null, null, "does not lie within")]
    [InlineData("link.bin", null, null, "is a link")]
    [InlineData("linked/weights.bin", null, null, "is a link")]
    [InlineData("none.bin", null, null, "there is no file")]
    [InlineData("sub", null, null, "there is no file")]
    [InlineData("weights.bin", "13", "12", "bytes 13 to 13 + 12 are named")]
    [InlineData("weights.bin", "9223372036854775807", "12", "are named")]
    [InlineData("weights.bin", "12", "9223372036854775807", "are named")]
    [InlineData("weights.bin", "18446744073709551608", "12", "its offset is")]
    [InlineData("weights.bin", "-4", "12", "its offset is")]
    [InlineData("weights.bin", "0", "8", "the file holds 8 bytes")]
    public void ExternalDataStaysInsideTheFolderAndTheFile(string location, string? offset, string? length, string expected)
    {
        using var folder = new Folder();
        var inner = Directory.CreateDirectory(Path.Combine(folder.Path, "inner"));
        File.WriteAllBytes(Path.Combine(folder.Path, "weights.bin"), new byte[12]);
        File.WriteAllBytes(Path.Combine(inner.FullName, "weights.bin"), new byte[24]);
        inner.CreateSubdirectory("sub");
        File.CreateSymbolicLink(Path.Combine(inner.FullName, "link.bin"), Path.Combine(folder.Path, "weights.bin"));
        Directory.CreateSymbolicLink(Path.Combine(inner.FullName, "linked"), folder.Path);
        var model = External(location, offset, length);
        var fault = Assert.Throws<ModelFileException>(() =>
        {
            new ExternalData(inner.FullName).Load(model.Graph!);
            return new GraphEvaluator(model, 1000);
        });
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExternalDataIsNotReadAgainAndAgain()
    {
        using var folder = new Folder();
        File.WriteAllBytes(Path.Combine(folder.Path, "weights.bin"), new byte[12]);
        var model = External("weights.bin", null, null);
        for (var i = 0; i < 2; i++)
        {
            model.Graph!.Initializers.Add(External("weights.bin", null, null).Graph!.Initializers[0]);
        }

        var fault = Assert.Throws<ModelFileException>(() => new ExternalData(folder.Path).Load(model.Graph!));
        Assert.Contains("more than 2 times", fault.Message, StringComparison.Ordinal);
    }

    private static string Refusal(ModelProto model, Action<ModelProto> change)
    {
        var copy = ModelProto.Of(OnnxRun.Bytes(model));
        change(copy);
        var bytes = OnnxRun.Bytes(copy);
        return Assert.Throws<ModelFileException>(() => new GraphEvaluator(ModelProto.Of(bytes), bytes.Length)).Message;
    }

    /// <summary>Three numbers that lie in a file of their own, and come out as they are.</summary>
    private static ModelProto External(string location, string? offset, string? length)
    {
        var tensor = new MemoryStream();
        var writer = new WireWriter(tensor);
        writer.Integer(1, 3);
        writer.Integer(2, 1);
        writer.Text(8, "w");
        foreach (var (key, value) in (ReadOnlySpan<(string, string?)>)[("location", location), ("offset", offset), ("length", length)])
        {
            if (value is not null)
            {
                writer.Message(13, new MetadataProto(key, Encoding.UTF8.GetBytes(value)));
            }
        }

        writer.Integer(14, 1);
        return new ModelProto
        {
            IrVersion = 8,
            OperatorSets = { new OperatorSetProto("", 17) },
            Graph = new GraphProto
            {
                Nodes = { new NodeProto { Operator = "Identity", Inputs = { "w" }, Outputs = { "y" } } },
                Initializers = { TensorProto.Read(new WireReader(tensor.ToArray())) },
                Outputs = { new ValueProto { Name = "y", Type = ElementType.Float, HasShape = false } },
            },
        };
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("feedforward-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
