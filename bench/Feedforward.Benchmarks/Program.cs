// Training speed, one JSON line per case.
// usage: THREADS CASE...     CASE = widths:batch:optimizer:loss   for example 784-512-512-10:128:adam:ce
// The figure is the best of 5 timed stretches of about half a second each, after a warm-up of one stretch, on a
// fresh batch of rows each step; hidden activation ReLU; loss ce (softmax cross entropy) or mse.
using System.Diagnostics;
using System.Globalization;
using Feedforward;
using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Randomness;
using Feedforward.Training;

if (args is ["contract-cost"])
{
    Feedforward.Benchmarks.Contract.ContractCost.Print();
    return 0;
}

if (args.Length < 2)
{
    Console.Error.WriteLine("usage: THREADS CASE...   CASE = widths:batch:optimizer:loss, for example 784-128-10:128:sgd:ce");
    return 2;
}

var threads = int.Parse(args[0], CultureInfo.InvariantCulture);
foreach (var spec in args.Skip(1))
{
    var parts = spec.Split(':');
    var widths = parts[0].Split('-').Select(w => int.Parse(w, CultureInfo.InvariantCulture)).ToArray();
    var batch = int.Parse(parts[1], CultureInfo.InvariantCulture);
    var layers = widths.Skip(1)
        .Select((w, i) => (Layer)new Dense(w, i + 2 < widths.Length ? Activation.Relu : Activation.Identity)).ToArray();
    var network = Network.Create(widths[0], seed: 1, layers);
    var batches = (int)Math.Clamp(200_000_000L / (widths[0] * batch * 4L), 4, 512);
    var random = new RandomStream(1, RandomPurpose.Experiment);
    var inputs = new Matrix<float>(batches * batch, widths[0]);
    var span = inputs.Span;
    for (var i = 0; i < span.Length; i++)
    {
        span[i] = random.Normal(i);
    }

    var isRegression = parts[3] == "mse";
    var targets = new Matrix<float>(inputs.Rows, isRegression ? widths[^1] : 1);
    for (var i = 0; i < targets.Span.Length; i++)
    {
        targets.Span[i] = isRegression ? random.Normal(i) : random.Integer(i, widths[^1]);
    }

    var trainer = new Trainer(network, new Dataset(inputs, targets), new TrainingOptions
    {
        Loss = isRegression ? Loss.SquaredError : Loss.SoftmaxCrossEntropy,
        Optimizer = Optimizer.Named(parts[2]),
        LearningRate = parts[2] == "adam" ? 0.001 : 0.01,
        BatchSize = batch,
        Epochs = int.MaxValue,
        Threads = threads,
    });

    // An epoch is a stretch of steps; the clock is read between epochs.
    var clock = Stopwatch.StartNew();
    using var epochs = trainer.Run().GetEnumerator();
    while (clock.Elapsed.TotalSeconds < 0.5)
    {
        epochs.MoveNext();
    }

    var best = double.MaxValue;
    for (var stretch = 0; stretch < 5; stretch++)
    {
        var before = trainer.Steps;
        clock.Restart();
        while (clock.Elapsed.TotalSeconds < 0.5)
        {
            epochs.MoveNext();
        }

        best = Math.Min(best, clock.Elapsed.TotalMicroseconds / (trainer.Steps - before));
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{"case":"{{spec}}","threads":{{threads}},"us_per_step":{{best:F2}}}"""));
}

return 0;
