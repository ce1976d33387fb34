using Feedforward.Activations;
using Feedforward.Benchmarks.Measuring;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Randomness;
using Feedforward.Training;

namespace Feedforward.Benchmarks.Training;

/// <summary>Time per step of our training, as a caller of <see cref="Trainer"/> sees it: rows gathered by a fresh shuffle each epoch, forward, loss, backward, update.</summary>
internal static class TrainingMeasurement
{
    private const int DifferentNumbers = 1_000_003;

    /// <summary>Time per step of a case.</summary>
    public static Timing TimePerStep(TrainingCase training, int threads, Stretches stretches)
    {
        var trainer = TrainerOf(training, threads, shards: 1, collective: null);

        // The clock is read between epochs.
        using var epochs = trainer.Run().GetEnumerator();
        return stretches.Measure(() =>
        {
            var before = trainer.Steps;
            return epochs.MoveNext()
                ? trainer.Steps - before
                : throw new InvalidOperationException($"The training of {training} ended: {trainer.Reason} at step {trainer.Steps}.");
        });
    }

    /// <summary>A training of a case, to be advanced step by step.</summary>
    /// <param name="training">The case.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="shards">Into how many shards a minibatch is cut.</param>
    /// <param name="collective">The processes that train together; or null.</param>
    public static Trainer TrainerOf(TrainingCase training, int threads, int shards, Collective? collective) =>
        new(NetworkOf(training.Widths), Data(training), new TrainingOptions
        {
            Loss = training.IsRegression ? Loss.SquaredError : Loss.SoftmaxCrossEntropy,
            Optimizer = Optimizer.Named(training.Optimizer),
            LearningRate = training.LearningRate,
            BatchSize = training.Batch,
            Epochs = int.MaxValue,
            Threads = threads,
            Shards = shards,
            Collective = collective,
        });

    internal static Network NetworkOf(IReadOnlyList<int> widths) => Network.Create(
        widths[0],
        seed: 1,
        [.. widths.Skip(1).Select((width, i) => new Dense(width, i + 2 < widths.Count ? Activation.Relu : Activation.Identity))]);

    private static Dataset Data(TrainingCase training)
    {
        var random = new RandomStream(1, RandomPurpose.Experiment);
        var inputs = new Matrix<float>(training.Batches * training.Batch, training.Widths[0]);
        var numbers = inputs.Span;
        for (var i = 0; i < Math.Min(numbers.Length, DifferentNumbers); i++)
        {
            numbers[i] = random.Normal(i);
        }

        // The time does not depend on the numbers, so the rest repeats them.
        for (var i = DifferentNumbers; i < numbers.Length; i += DifferentNumbers)
        {
            numbers[..Math.Min(DifferentNumbers, numbers.Length - i)].CopyTo(numbers[i..]);
        }

        var outputs = training.Widths[^1];
        var targets = new Matrix<float>(inputs.Rows, training.IsRegression ? outputs : 1);
        for (var i = 0; i < targets.Span.Length; i++)
        {
            targets.Span[i] = training.IsRegression ? random.Normal(i) : random.Integer(i, outputs);
        }

        return new Dataset(inputs, targets);
    }
}
