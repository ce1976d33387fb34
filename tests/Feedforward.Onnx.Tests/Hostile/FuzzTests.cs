using System.Diagnostics;
using System.Globalization;

using Feedforward.Activations;
using Feedforward.Losses;
using Feedforward.Onnx.Format;
using Feedforward.Onnx.Operators;
using Feedforward.Onnx.Tests.Operators;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Tests.Hostile;

/// <summary>
/// Changed copies of valid files are read or refused, and nothing else: no other exception, no more memory than four times
/// the file and 64 MB, no mutant that takes long. The environment variable FEEDFORWARD_FUZZ sets the number of mutants.
/// </summary>
public sealed class FuzzTests
{
    private const int UsualCount = 20_000;

    /// <summary>Far beyond what any mutant of these small files takes, and far below a hang.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);

    private static int Count => int.Parse(
        Environment.GetEnvironmentVariable("FEEDFORWARD_FUZZ") ?? UsualCount.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    [Fact]
    public void ModelsOfTables()
    {
        byte[][] files =
        [
            SampleModels.File(SampleModels.Trained(SampleModels.Options("sick"))),
            SampleModels.File(SampleModels.Trained(SampleModels.Options("price"))),
        ];
        AssertHarmless(files, Count / 10, 11, (file, _) => ModelFile.Load(new MemoryStream(file)));
    }

    [Fact]
    public void Networks()
    {
        byte[][] files = [Network("everything", Loss.SoftmaxCrossEntropy), Network("dense", Loss.SquaredError)];
        AssertHarmless(files, Count / 5, 12, (file, _) => ModelFile.LoadNetwork(new MemoryStream(file)));

        static byte[] Network(string arrangement, Loss loss)
        {
            using var stream = new MemoryStream();
            ModelFile.Save(SampleLayers.Network(arrangement, Activation.Elu, 3, 2), loss, stream);
            return stream.ToArray();
        }
    }

    /// <summary>Loaded, and then run as far as they go in 8 MB.</summary>
    [Fact]
    public void ForeignGraphs()
    {
        var files = SmallGraphs.All.Select(OnnxRun.Bytes).ToArray();
        var ran = 0;
        AssertHarmless(files, Count / 2, 13, (file, measured) =>
        {
            var model = ModelProto.Of(file);
            var graph = new GraphEvaluator(model, file.Length);
            measured();
            var inputs = graph.AllInputs
                .Where(input => input.Type == ElementType.Float && input.Shape.Count < 5 && input.Shape.All(size => size.Size is >= -1 and < 10))
                .DistinctBy(input => input.Name)
                .ToDictionary(input => input.Name, input => Values.Random(1, [.. input.Shape.Select(size => size.Size < 0 ? 2 : (int)size.Size)]));
            try
            {
                graph.Run(inputs, 8 << 20, TestContext.Current.CancellationToken);
                ran++;
            }
            catch (UnsupportedOperatorException)
            {
                // An operator's name or type was changed: the right answer.
            }
        });
        Assert.True(ran > Count / 40, $"{ran} graphs ran");
    }

    [Fact]
    public void Tensors()
    {
        var files = SmallGraphs.Tensors.Select(OnnxRun.Bytes).ToArray();
        AssertHarmless(files, Count / 5, 14, (file, _) =>
            TensorElementKind.Read(TensorProto.Read(new WireReader(file)), new ReadAllowance(file.Length + (16 << 20)), "TensorProto"));
    }

    /// <summary>Every beginning of every file.</summary>
    [Fact]
    public void EveryCut()
    {
        foreach (var file in SmallGraphs.All.Select(OnnxRun.Bytes))
        {
            for (var length = 0; length < file.Length; length++)
            {
                try
                {
                    _ = new GraphEvaluator(ModelProto.Of(file.AsMemory(0, length)), length);
                }
                catch (ModelFileException)
                {
                    continue;
                }

                // A cut between two fields leaves a shorter valid file; what is missing stands behind the graph.
                Assert.NotNull(ModelProto.Of(file.AsMemory(0, length)).Graph);
            }
        }
    }

    /// <param name="files">Valid files.</param>
    /// <param name="count">How many mutants.</param>
    /// <param name="seed">Which mutants.</param>
    /// <param name="load">Loads one, and calls what it is given where loading ends and something else begins.</param>
    private static void AssertHarmless(byte[][] files, int count, int seed, Action<byte[], Action> load)
    {
        foreach (var file in files)
        {
            load(file, () => { });
        }

        var (read, refused, number, mostMemory, longest) = (0, 0, 0, 0L, TimeSpan.Zero);
        foreach (var mutant in Mutants.Of(files, count, seed))
        {
            var (before, started, after) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp(), -1L);
            try
            {
                load(mutant, () => after = GC.GetAllocatedBytesForCurrentThread());
                read++;
            }
            catch (Exception fault) when (fault is ModelFileException or UnsupportedOperatorException)
            {
                refused++;
            }
            catch (Exception fault)
            {
                Assert.Fail($"mutant {number} of seed {seed}: {fault}");
            }

            var memory = (after < 0 ? GC.GetAllocatedBytesForCurrentThread() : after) - before;
            Assert.True(memory <= (4L * mutant.Length) + (64 << 20), $"mutant {number} of seed {seed} took {memory} bytes; the file has {mutant.Length}");
            (mostMemory, longest) = (Math.Max(mostMemory, memory), TimeSpan.FromTicks(Math.Max(longest.Ticks, Stopwatch.GetElapsedTime(started).Ticks)));
            number++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{number} mutants: {read} read, {refused} refused; at most {mostMemory >> 10} KB and {longest.TotalMilliseconds:0} ms for one");
        Assert.True(longest < s_longest, $"one mutant took {longest}");
        Assert.True(read > count / 50 && refused > count / 10, $"{read} read, {refused} refused");
    }
}
