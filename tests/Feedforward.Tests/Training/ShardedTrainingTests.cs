using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

/// <summary>One minibatch, cut into shards that several processes share.</summary>
public class ShardedTrainingTests
{
    public static TheoryData<int, int> Ranks => new()
    {
        { 2, 1 }, { 3, 1 }, { 4, 1 }, { 5, 2 }, { 8, 1 },
    };

    [Theory]
    [MemberData(nameof(Ranks))]
    public void The_bits_do_not_depend_on_how_many_share_the_shards(int ranks, int threads)
    {
        var alone = Train(Options(), null);
        foreach (var result in ThreadedCollective.Run(ranks, collective => Train(Options() with { Threads = threads }, collective)))
        {
            Assert.Equal(alone.Network.Parameters, result.Network.Parameters);
            Assert.Equal(alone.Network.State, result.Network.State);
            Assert.Equal(alone.Epochs.Select(Course), result.Epochs.Select(Course));
            Assert.Equal(alone.BestEpoch, result.BestEpoch);
            Assert.Equal(alone.Reason, result.Reason);
        }
    }

    /// <summary>Without batch statistics the gradient of a minibatch is the weighted mean of its shards' gradients, so one step only differs by rounding.</summary>
    [Fact]
    public void Shards_learn_what_the_whole_batch_would()
    {
        var network = Network.Create(3, seed: 2, new Dense(7, Activation.Tanh), new Dense(1));
        var options = Options() with { Epochs = 1, BatchSize = 29, GradientClip = null, Optimizer = Optimizer.GradientDescent() };
        var whole = network.Fit(Data(29), options with { Shards = 1 }, cancellation: TestContext.Current.CancellationToken).Network.Parameters.ToArray();
        var cut = network.Fit(Data(29), options, cancellation: TestContext.Current.CancellationToken).Network.Parameters.ToArray();
        Assert.NotEqual(whole, cut);
        for (var i = 0; i < whole.Length; i++)
        {
            Assert.Equal(whole[i], cut[i], 1e-6f);
        }
    }

    [Fact]
    public void A_batch_smaller_than_the_number_of_shards_leaves_some_empty()
    {
        var alone = Train(Options() with { BatchSize = 3, Shards = 16 }, null);
        Assert.Null(alone.DivergedAtStep);
        Assert.All(ThreadedCollective.Run(4, collective => Train(Options() with { BatchSize = 3, Shards = 16 }, collective)), result =>
            Assert.Equal(alone.Network.Parameters, result.Network.Parameters));
    }

    [Fact]
    public void One_rank_that_is_cancelled_ends_all_after_the_same_step()
    {
        var results = ThreadedCollective.Run(3, collective =>
        {
            using var cancellation = new CancellationTokenSource();
            var trainer = new Trainer(Net(), Data(), Options() with { Collective = collective });
            while (!trainer.IsOver)
            {
                if (collective.Rank == 1 && trainer.Steps == 5)
                {
                    cancellation.Cancel();
                }

                trainer.Advance(cancellation.Token);
            }

            return (trainer.Steps, trainer.Reason);
        });
        Assert.All(results, result => Assert.Equal((6, StopReason.Cancelled), result));
    }

    [Fact]
    public void Divergence_is_seen_by_all_in_the_same_step()
    {
        // Only one rank's shard holds the example that is too large.
        var inputs = new Matrix<float>(8, 3);
        var targets = new Matrix<float>(8, 1);
        targets[5, 0] = 3e38f;
        var data = new Dataset(inputs, targets);
        var results = ThreadedCollective.Run(4, collective =>
            Net().Fit(data, Options() with { BatchSize = 8, Validation = null, Collective = collective }));
        Assert.All(results, result => Assert.Equal(1, result.DivergedAtStep));
    }

    [Fact]
    public void More_processes_than_shards_are_refused() =>
        Assert.Contains(
            "each needs a shard",
            Assert.Throws<AggregateException>(() => ThreadedCollective.Run(4, collective => Train(Options() with { Shards = 2 }, collective))).InnerException!.Message);

    private static (int, double, double?, double, double) Course(Epoch epoch) =>
        (epoch.Number, epoch.TrainingRisk, epoch.ValidationRisk, epoch.LearningRate, epoch.BestEpoch);

    private static TrainingResult Train(TrainingOptions options, Collective? collective) =>
        Net().Fit(Data(), options with { Collective = collective });

    private static Network Net() => Network.Create(
        3, seed: 4, new Dense(9), new BatchNormalization(), new Activate(Activation.Relu), new Dropout(0.2f), new Dense(6, Activation.Tanh), new Dense(1));

    private static TrainingOptions Options() => new()
    {
        Loss = Loss.SquaredError,
        BatchSize = 21,
        Epochs = 12,
        Patience = 3,
        GradientClip = 0.5,
        Shards = 8,
        Seed = 11,
        Threads = 1,
        Validation = Data(37, seed: 5),
    };

    private static Dataset Data(int count = 100, ulong seed = 3) => NoisyProduct.Data(count, seed);
}
