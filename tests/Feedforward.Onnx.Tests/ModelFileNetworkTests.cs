using System.Text;

using Feedforward.Activations;
using Feedforward.Losses;
using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests;

public sealed class ModelFileNetworkTests
{
    public static TheoryData<string> Arrangements => [.. SampleLayers.Arrangements];

    [Theory]
    [MemberData(nameof(Arrangements))]
    public void ReadsBackEveryBit(string arrangement)
    {
        var network = SampleLayers.Network(arrangement, Activation.Gelu, 5, 3);
        var file = File(network, Loss.SoftmaxCrossEntropy);
        var (read, loss) = ModelFile.LoadNetwork(new MemoryStream(file));

        Assert.Equal(Bits(network.Parameters), Bits(read.Parameters));
        Assert.Equal(Bits(network.State), Bits(read.State));
        Assert.Equal(network.Blocks, read.Blocks);
        Assert.Same(Loss.SoftmaxCrossEntropy, loss);
        Assert.Equal(file, File(read, loss));
        var x = SampleLayers.Examples(9, 5);
        Assert.Equal(network.Forward(x).Span.ToArray(), read.Forward(x).Span.ToArray());
    }

    [Fact]
    public void KeepsNumbersThatAreNone()
    {
        var network = SampleLayers.Network("dense", Activation.Relu, 2, 1);
        var odd = network.Parameters.ToArray();
        odd[0] = BitConverter.Int32BitsToSingle(0x7FA12345);
        odd[1] = float.NegativeInfinity;
        odd[2] = -0f;
        odd[3] = float.Epsilon;
        var (read, _) = ModelFile.LoadNetwork(new MemoryStream(File(network.With(odd, []), Loss.SquaredError)));
        Assert.Equal(Bits(odd), Bits(read.Parameters));
    }

    [Fact]
    public void TheSameNetworkGivesTheSameBytesWherever()
    {
        var directory = Directory.CreateTempSubdirectory("feedforward-");
        try
        {
            var network = SampleLayers.Network("everything", Activation.Silu, 4, 1);
            var first = Path.Combine(directory.FullName, "a.onnx");
            var second = Path.Combine(directory.FullName, "another name.onnx");
            ModelFile.Save(network, Loss.SquaredError, first);
            ModelFile.Save(network, Loss.SquaredError, second);
            ModelFile.Save(network, Loss.SquaredError, second);

            Assert.Equal(System.IO.File.ReadAllBytes(first), System.IO.File.ReadAllBytes(second));
            Assert.Equal(File(network, Loss.SquaredError), System.IO.File.ReadAllBytes(first));
            Assert.Equal(["a.onnx", "another name.onnx"], directory.GetFiles().Select(file => file.Name).Order());
            Assert.Equal(Bits(network.Parameters), Bits(ModelFile.LoadNetwork(first).Network.Parameters));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void AFaultLeavesTheOldFile()
    {
        var directory = Directory.CreateTempSubdirectory("feedforward-");
        try
        {
            var path = Path.Combine(directory.FullName, "model.onnx");
            System.IO.File.WriteAllText(path, "old");
            Assert.Throws<InvalidOperationException>(() => SafeReplacement.Write(path, stream =>
            {
                stream.WriteByte(1);
                throw new InvalidOperationException();
            }));
            Assert.Equal("old", System.IO.File.ReadAllText(path));
            Assert.Single(directory.GetFiles());
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void ALinkStaysAndWhatItLeadsToIsReplaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var directory = Directory.CreateTempSubdirectory("feedforward-");
        try
        {
            var (path, link) = (Path.Combine(directory.FullName, "model.onnx"), Path.Combine(directory.FullName, "latest.onnx"));
            System.IO.File.WriteAllText(path, "old");
            System.IO.File.CreateSymbolicLink(link, path);
            SafeReplacement.Write(link, stream => stream.Write("new"u8));
            Assert.Equal("new", System.IO.File.ReadAllText(path));
            Assert.NotNull(new FileInfo(link).LinkTarget);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void ADeviceIsWrittenToAndStays()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have other devices.");
        SafeReplacement.Write("/dev/null", stream => stream.WriteByte(1));
        Assert.Empty(System.IO.File.ReadAllBytes("/dev/null"));
        Assert.Empty(Directory.GetFiles("/dev", "null*.tmp"));
    }

    [Fact]
    public void SaysWhichFileCannotBeWrittenOrRead()
    {
        var nowhere = Path.Combine(Path.GetTempPath(), "feedforward-no-such-directory", "model.onnx");
        var network = SampleLayers.Network("dense", Activation.Relu, 2, 1);
        Assert.Contains(nowhere, Assert.Throws<ModelFileException>(() => ModelFile.Save(network, Loss.SquaredError, nowhere)).Message, StringComparison.Ordinal);
        var fault = Assert.Throws<ModelFileException>(() => ModelFile.LoadNetwork(nowhere));
        Assert.Equal($"{nowhere}: There is no such file.", fault.Message);
    }

    [Fact]
    public void SaysWhatIsWrongWithAFile()
    {
        var file = File(SampleLayers.Network("dense", Activation.Relu, 2, 1), Loss.SquaredError);
        var model = ModelProto.Read(new WireReader(file));

        Assert.Equal("The file is empty.", Refusal([]));
        Assert.Equal("This is not an ONNX file.", Refusal("a,b\n1,2\n"u8.ToArray()));
        Assert.Equal("This is not an ONNX file.", Refusal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]));
        Assert.Contains("cut off", Refusal(file[..(file.Length / 2)]), StringComparison.Ordinal);
        Assert.Contains("cut off", Refusal(file[..^(model.Metadata.Sum(entry => (int)WireWriter.Measure(entry)) + 6)]), StringComparison.Ordinal);

        Assert.Contains("'pytorch' did", Refusal(With(file, other =>
        {
            other.ProducerName = "pytorch";
            other.Metadata.Clear();
        })), StringComparison.Ordinal);
        Assert.Contains("newer Feedforward (9.1.0) in format 2; this version reads formats up to 1", Refusal(With(file, other =>
        {
            other.ProducerVersion = "9.1.0";
            other.Metadata[0] = new MetadataProto("feedforward.format", "2"u8.ToArray());
        })), StringComparison.Ordinal);
        Assert.Contains("'network.0.weight' have shape [2, 7], element type 1 and 52 bytes", Refusal(With(file, other =>
        {
            var weights = other.Graph!.Initializers.Single(tensor => tensor.Name == "network.0.weight");
            weights.Raw = weights.Raw[4..];
        })), StringComparison.Ordinal);
        Assert.Contains("'network.1.bias' that the model's description needs are not in the file", Refusal(With(
            file, other => other.Graph!.Initializers.RemoveAll(tensor => tensor.Name == "network.1.bias"))), StringComparison.Ordinal);
        Assert.Contains("two tensors 'network.0.bias'", Refusal(With(
            file, other => other.Graph!.Initializers.Add(other.Graph.Initializers.Single(tensor => tensor.Name == "network.0.bias")))), StringComparison.Ordinal);
        Assert.Contains("the layer 'convolution', which this version", Refusal(Redescribed(file, "\"dense\"", "\"convolution\"")), StringComparison.Ordinal);
        Assert.Contains("need 40000001 numbers; the file can hold", Refusal(Redescribed(file, "\"units\":7", "\"units\":10000000")), StringComparison.Ordinal);
        Assert.Contains("needs single precision (1) and shape [2, 8]", Refusal(Redescribed(file, "\"units\":7", "\"units\":8")), StringComparison.Ordinal);
        Assert.Contains("units is not a whole number from 1", Refusal(Redescribed(file, "\"units\":7", "\"units\":-7")), StringComparison.Ordinal);
        Assert.Contains("There is no activation 'mine'", Refusal(Redescribed(file, "\"relu\"", "\"mine\"")), StringComparison.Ordinal);
    }

    /// <summary>A layer of the user's own has no form; the message must name it rather than write half a model.</summary>
    [Fact]
    public void AnActivationOfTheUsersOwnIsRefusedByName()
    {
        var network = SampleLayers.Network("dense", Activation.Of<Cube>(), 2, 1);
        var fault = Assert.Throws<ModelFileException>(() => ModelFile.Save(network, Loss.SquaredError, Stream.Null));
        Assert.Contains("'cube'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedFileIsRefusedOrReadAndNothingElse()
    {
        var file = File(SampleLayers.Network("everything", Activation.Elu, 3, 2), Loss.SoftmaxCrossEntropy);
        var (read, refused) = (0, 0);
        foreach (var mutant in Mutations.Of(file, 12_000, 1))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ModelFile.LoadNetwork(new MemoryStream(mutant));
                read++;
            }
            catch (ModelFileException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (4L * mutant.Length) + (64 << 20));
        }

        Assert.True(refused > 1000 && read > 1000, $"{read} read, {refused} refused");
    }

    private readonly struct Cube : IActivation
    {
        public static string Name => "cube";

        public static T Value<T>(T a)
            where T : struct, IReal<T> => a * a * a;

        public static T Slope<T>(T a, T h)
            where T : struct, IReal<T> => T.Constant(3) * a * a;
    }

    private static byte[] File(Network network, Loss loss)
    {
        using var stream = new MemoryStream();
        ModelFile.Save(network, loss, stream);
        return stream.ToArray();
    }

    private static byte[] With(byte[] file, Action<ModelProto> change)
    {
        var model = ModelProto.Read(new WireReader(file));
        change(model);
        return OnnxRun.Bytes(model);
    }

    private static byte[] Redescribed(byte[] file, string from, string into) => With(file, model =>
    {
        var description = Encoding.UTF8.GetString(model.Metadata[2].Utf8.Span);
        Assert.Contains(from, description, StringComparison.Ordinal);
        model.Metadata[2] = model.Metadata[2] with { Utf8 = Encoding.UTF8.GetBytes(description.Replace(from, into, StringComparison.Ordinal)) };
    });

    private static string Refusal(byte[] file) =>
        Assert.Throws<ModelFileException>(() => ModelFile.LoadNetwork(new MemoryStream(file))).Message;

    private static int[] Bits(ReadOnlySpan<float> values) => [.. values.ToArray().Select(BitConverter.SingleToInt32Bits)];
}
