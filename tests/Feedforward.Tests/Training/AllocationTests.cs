using Feedforward.Activations;
using Feedforward.Determinism;
using Feedforward.Layers;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

/// <summary>After the first step a step of training allocates nothing, nor does a prediction into memory of the caller's.</summary>
public sealed class AllocationTests
{
    public static TheoryData<string, int> Trainings { get; } = [.. TrainingCases.All.SelectMany(c => new[] { (c.Name, 1), (c.Name, 3) })];

    /// <summary>An epoch object is made per epoch; beyond that, ten times as many steps allocate as much as one.</summary>
    [Theory]
    [MemberData(nameof(Trainings))]
    public void An_epoch_of_many_steps_allocates_no_more_than_one_of_few(string name, int threads)
    {
        var training = TrainingCases.All.Single(c => c.Name == name);
        var few = OfOneEpoch(training, threads, steps: 2);
        var many = OfOneEpoch(training, threads, steps: 20);
        Assert.Equal(few, many);
        Assert.InRange(many, 0, 1000);
    }

    [Fact]
    public void A_prediction_into_memory_of_the_callers_allocates_nothing_after_the_first()
    {
        var network = Network.Create(
            20,
            1,
            new Dense(64, Activation.Mish),
            new BatchNormalization(),
            new Residual(new Dense(64, Activation.Relu), new Dropout(0.5f), new Residual(new Activate(Activation.Gelu))),
            new LayerNormalization(),
            new Dense(3));
        var x = Numbers.Normal(600, 20, 1);
        var outputs = new Matrix<float>(600, 3);
        network.Forward(x, outputs);

        Assert.Equal(0, Fewest(() =>
        {
            network.Forward(x, outputs);
            network.Forward(x.Slice(0, 1), outputs.Slice(0, 1));
            network.Forward(x, outputs);
        }));
    }

    /// <summary>What an epoch allocates after the first, with as many steps in it as are asked for.</summary>
    private static long OfOneEpoch(TrainingCase training, int threads, int steps)
    {
        const int BatchRows = 40;
        var rows = new int[BatchRows * steps];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = i % training.Data.Count;
        }

        var weights = training.Data.Weights.Length == 0 ? [] : Array.ConvertAll(rows, i => training.Data.Weights[i]);
        var data = new Dataset(training.Data.Inputs.Select(rows), training.Data.Targets.Select(rows), weights);
        var trainer = new Trainer(
            Network.Create(training.Inputs, 1, training.Layers),
            data,
            training.Options with { BatchSize = BatchRows, Epochs = 6, Threads = threads });
        using var epochs = trainer.Run(TestContext.Current.CancellationToken).GetEnumerator();
        Assert.True(epochs.MoveNext());
        return Fewest(() => Assert.True(epochs.MoveNext()));
    }

    /// <summary>The fewest bytes of five rounds: a collection that another thread begins counts the rest of a block as allocated.</summary>
    private static long Fewest(Action round)
    {
        var fewest = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            round();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return fewest;
    }
}
