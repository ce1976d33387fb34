using Feedforward.Benchmarks.Measuring;

namespace Feedforward.Scaling;

/// <summary>How processes talk: a message costs a latency, and its bytes at a rate.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Latency">µs for a meeting of two.</param>
/// <param name="BytesPerMicrosecond">MB/s.</param>
internal sealed record Wire(string Name, double Latency, double BytesPerMicrosecond);

/// <summary>When gradients set out.</summary>
internal enum Messages
{
    /// <summary>All at once, when the pass is over.</summary>
    AfterThePass,

    /// <summary>Each layer as soon as it is there.</summary>
    EachLayer,

    /// <summary>Layers together, from 262,144 numbers on: what we do.</summary>
    Buckets,
}

/// <summary>What a step takes, in µs.</summary>
/// <param name="Compute">Both passes.</param>
/// <param name="Exposed">What is still to be waited for of the sums when the passes are over, and the sum of the risks.</param>
/// <param name="Update">The optimizer.</param>
internal readonly record struct StepTime(double Compute, double Exposed, double Update)
{
    public double All => Compute + Exposed + Update;
}

/// <summary>
/// A step of synchronous training by P = 2ᵏ processes, followed layer by layer: a sum of m numbers along the tree, halved at each meeting, takes
/// 2k·latency + 2(1 − 1/P)·4m bytes; sums take their turn on the wire; the passes take what they were measured to take for that many rows. Messages
/// are taken to travel without help, while a real MPI library wants to be called.
/// </summary>
internal sealed class Simulation(Constants constants)
{
    private const int UsualShards = 8;
    private const int Bucket = 1 << 18;
    private const int WorthHalving = 4096;
    private readonly TrainingCase _case = TrainingCase.Parse(constants.Case);

    /// <summary>How many parameters there are.</summary>
    public long Parameters => Layers.Sum(layer => layer.Parameters);

    private IReadOnlyList<(long Parameters, double Forward, double Backward)> Layers =>
    [
        .. _case.Widths.Zip(_case.Widths.Skip(1), (inputs, outputs) => (Inputs: inputs, Outputs: outputs)).Select((layer, i) =>
            ((long)(layer.Inputs + 1) * layer.Outputs, (double)layer.Inputs * layer.Outputs, (i == 0 ? 1.0 : 2.0) * layer.Inputs * layer.Outputs)),
    ];

    /// <summary>One step.</summary>
    /// <param name="processes">P, a power of two.</param>
    /// <param name="batch">Rows of all together.</param>
    /// <param name="wire">How they talk.</param>
    /// <param name="messages">When gradients set out.</param>
    /// <param name="sharesState">Whether each process keeps and updates one P-th of the optimizer's state.</param>
    public StepTime Step(int processes, int batch, Wire wire, Messages messages = Messages.Buckets, bool sharesState = false)
    {
        var meetings = Math.Log2(processes);

        // One process by itself cuts nothing.
        var shards = processes == 1 ? 1 : Math.Max(1, UsualShards / processes);
        var rows = (double)batch / (shards * processes);
        var layers = Layers;
        var work = layers.Sum(layer => layer.Forward + layer.Backward);
        var pass = Compute(rows);
        var join = Parameters / constants.AddPerMicrosecond;

        // The last shard's backward pass is where sums set out.
        var now = ((shards - 1) * (pass + join)) + (pass * layers.Sum(layer => layer.Forward) / work);
        var (free, waiting) = (0.0, 0L);
        for (var layer = layers.Count - 1; layer >= 0; layer--)
        {
            now += pass * layers[layer].Backward / work;
            waiting += layers[layer].Parameters;
            if (messages == Messages.EachLayer || layer == 0 || (messages == Messages.Buckets && waiting >= Bucket))
            {
                free = Math.Max(free, now) + Sum(waiting, sharesState ? 1 : 2);
                waiting = 0;
            }
        }

        var exposed = processes == 1 ? 0 : Math.Max(0, free - now) + (meetings * wire.Latency) + (sharesState ? Sum(Parameters, 1) : 0);
        return new StepTime(now, exposed, constants.Update / (sharesState ? processes : 1));

        // Once on the way to the sum, and once on the way back.
        double Sum(long numbers, int ways) => processes == 1 ? 0
            : numbers < WorthHalving ? meetings * (wire.Latency + (numbers * sizeof(float) / wire.BytesPerMicrosecond))
            : ways * ((meetings * wire.Latency) + ((1 - (1.0 / processes)) * numbers * sizeof(float) / wire.BytesPerMicrosecond));
    }

    /// <summary>Both passes: between two measured numbers of rows along a line, above the last as long per row.</summary>
    private double Compute(double rows)
    {
        var times = constants.Compute;
        var most = 1 << (times.Count - 1);
        if (rows >= most)
        {
            return times[^1] * rows / most;
        }

        var below = (int)Math.Floor(Math.Log2(Math.Max(1, rows)));
        var share = (Math.Max(1, rows) / (1 << below)) - 1;
        return times[below] + (share * (times[below + 1] - times[below]));
    }
}
