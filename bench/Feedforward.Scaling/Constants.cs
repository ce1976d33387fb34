using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using Feedforward.Benchmarks.Measuring;
using Feedforward.Benchmarks.Training;
using Feedforward.Losses;
using Feedforward.Mpi;
using Feedforward.Optimizers;

namespace Feedforward.Scaling;

/// <summary>What the simulation needs to know of a machine and a network, all times in µs.</summary>
/// <param name="Case">The training.</param>
/// <param name="Latency">A sum of one number over two processes: one meeting.</param>
/// <param name="BytesPerMicrosecond">How fast a long sum sends, the additions among it.</param>
/// <param name="AddPerMicrosecond">How many numbers a process adds to others.</param>
/// <param name="Update">The optimizer's step on all parameters.</param>
/// <param name="Compute">Both passes for 1, 2, 4, … rows.</param>
internal sealed record Constants(string Case, double Latency, double BytesPerMicrosecond, double AddPerMicrosecond, double Update, IReadOnlyList<double> Compute)
{
    private const int Rounds = 15;
    private const int MostRows = 512;

    /// <summary>Measures with one thread; null on all ranks but the first.</summary>
    public static Constants? Measure(string text)
    {
        var job = MpiCollective.Join(MpiLaunch.Find());
        var training = TrainingCase.Parse(text);
        var (one, many) = (new float[1], new float[4_000_000]);
        var latency = Best(200, () => Sum(one));
        var bytes = many.Length * (double)sizeof(float) / Best(1, () => Sum(many));
        Constants? found = null;
        if (job.Rank == 0)
        {
            var network = TrainingMeasurement.NetworkOf(training.Widths);
            var workspace = new Workspace<float>(network, MostRows);
            var state = new OptimizerState(network, Optimizer.Named(training.Optimizer));
            var update = Best(2, () => Optimizer.Named(training.Optimizer).Step(workspace.Parameters, workspace.Gradient, state, 1e-4));
            var (target, add) = (new float[network.ParameterCount], new float[network.ParameterCount]);
            var compute = new List<double>();
            for (var rows = 1; rows <= MostRows; rows *= 2)
            {
                var (inputs, targets) = (new Matrix<float>(rows, training.Widths[0]), new Matrix<float>(rows, 1));
                inputs.Span.Fill(0.1f);
                compute.Add(Best(Math.Max(1, 64 / rows), () =>
                {
                    Loss.SoftmaxCrossEntropy.Risk(workspace.Forward(inputs), targets, default, workspace.OutputDelta);
                    workspace.Backward();
                }));
            }

            found = new Constants(text, latency, bytes, target.Length / Best(2, () => Add(add, target)), update, compute);
        }

        job.Leave(hasFailed: false);
        return found;

        void Sum(float[] numbers)
        {
            job.BeginSum([numbers.AsMemory()], job.Size, numbers);
            job.CompleteSums();
        }
    }

    /// <summary>Writes them as JSON.</summary>
    public void Write(string path)
    {
        using var stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("case", Case);
        json.WriteNumber("latency", Math.Round(Latency, 2));
        json.WriteNumber("bytesPerMicrosecond", Math.Round(BytesPerMicrosecond, 1));
        json.WriteNumber("addPerMicrosecond", Math.Round(AddPerMicrosecond, 1));
        json.WriteNumber("update", Math.Round(Update, 1));
        json.WriteStartArray("compute");
        foreach (var time in Compute)
        {
            json.WriteNumberValue(Math.Round(time, 1));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static Constants Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        double Number(string name) => json.RootElement.GetProperty(name).GetDouble();
        return new Constants(
            json.RootElement.GetProperty("case").GetString()!,
            Number("latency"),
            Number("bytesPerMicrosecond"),
            Number("addPerMicrosecond"),
            Number("update"),
            [.. json.RootElement.GetProperty("compute").EnumerateArray().Select(time => time.GetDouble())]);
    }

    private static double Best(int repeats, Action work)
    {
        var best = double.MaxValue;
        for (var round = -2; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < repeats; i++)
            {
                work();
            }

            best = round < 0 ? best : Math.Min(best, clock.Elapsed.TotalMicroseconds / repeats);
        }

        return best;
    }

    private static void Add(float[] from, float[] into)
    {
        var i = 0;
        for (; i + Vector<float>.Count <= from.Length; i += Vector<float>.Count)
        {
            (new Vector<float>(from, i) + new Vector<float>(into, i)).CopyTo(into, i);
        }
    }
}
