using CsCheck;
using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Penalties;
using Feedforward.Schedules;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

/// <summary>A training that goes on from a checkpoint is the training that was never interrupted.</summary>
public class TrainingCheckpointTests
{
    [Fact]
    public void Wherever_it_is_interrupted_it_ends_with_the_same_bits() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 7], Gen.Int[0, 2], Gen.Int[0, 200], Gen.Int[0, 200]).Sample(
            (optimizer, schedule, kind, first, second) =>
            {
                var options = Options(optimizer, schedule, kind);
                var uninterrupted = new Trainer(Net(), Data(), options);
                _ = uninterrupted.Run(TestContext.Current.CancellationToken).Count();

                var trainer = new Trainer(Net(), Data(), options);
                foreach (var steps in new[] { first, second })
                {
                    for (var i = 0; i < steps; i++)
                    {
                        trainer.Advance(TestContext.Current.CancellationToken);
                    }

                    var checkpoint = trainer.NewCheckpoint();
                    trainer.Save(checkpoint);
                    trainer.Advance(TestContext.Current.CancellationToken);
                    trainer = new Trainer(Net(), Data(), options);
                    trainer.Resume(checkpoint);
                }

                while (!trainer.IsOver)
                {
                    trainer.Advance(TestContext.Current.CancellationToken);
                }

                Assert.Equal(uninterrupted.Best.Parameters, trainer.Best.Parameters);
                Assert.Equal(uninterrupted.Best.State, trainer.Best.State);
                Assert.Equal(uninterrupted.Current.Parameters, trainer.Current.Parameters);
                Assert.Equal(uninterrupted.Epochs.Select(Course), trainer.Epochs.Select(Course));
                Assert.Equal(
                    (uninterrupted.BestEpoch, uninterrupted.Steps, uninterrupted.Reason, uninterrupted.DivergedAtStep),
                    (trainer.BestEpoch, trainer.Steps, trainer.Reason, trainer.DivergedAtStep));
            },
            iter: 150);

    [Fact]
    public void A_checkpoint_is_a_copy()
    {
        var trainer = new Trainer(Net(), Data(), Options(0, 0, 0));
        trainer.Advance(TestContext.Current.CancellationToken);
        var checkpoint = trainer.NewCheckpoint();
        trainer.Save(checkpoint);
        var θ = checkpoint.Parameters.ToArray();
        trainer.Advance(TestContext.Current.CancellationToken);
        Assert.Equal(θ, checkpoint.Parameters);
        Assert.NotEqual(θ, trainer.Current.Parameters.ToArray());
    }

    [Fact]
    public void What_belongs_to_another_training_is_refused()
    {
        var trainer = new Trainer(Net(), Data(), Options(2, 0, 0));
        trainer.Advance(TestContext.Current.CancellationToken);
        var checkpoint = trainer.NewCheckpoint();
        trainer.Save(checkpoint);

        var wider = new Trainer(Network.Create(3, 1, new Dense(4), new Dense(1)), Data(), Options(2, 0, 0));
        Assert.Contains("parameters", Assert.Throws<ArgumentException>(() => wider.Resume(checkpoint)).Message);
        var longer = new Trainer(Net(), Data(), Options(2, 0, 0) with { BatchSize = 1 });
        checkpoint.StepsOfEpoch = 3;
        Assert.Contains("steps in each", Assert.Throws<ArgumentException>(() => longer.Resume(checkpoint)).Message);
        Assert.Throws<InvalidOperationException>(() => trainer.Resume(checkpoint));
    }

    [Fact]
    public void Steps_are_the_epochs_cut_into_minibatches()
    {
        var trainer = new Trainer(Net(), Data(), Options(0, 0, 0));
        Assert.Equal(8, trainer.StepsPerEpoch);
        var shown = new HashSet<int>();
        for (var i = 1; i <= 8; i++)
        {
            var batch = trainer.NextBatch.ToArray();
            Assert.Equal(i < 8 ? 7 : 1, batch.Length);
            shown.UnionWith(batch);
            var before = trainer.Current.Parameters.ToArray();
            var step = trainer.Advance(TestContext.Current.CancellationToken);
            Assert.NotEqual(before, trainer.Current.Parameters.ToArray());
            Assert.Equal(i == 8, step.Epoch is not null);
        }

        Assert.Equal(50, shown.Count);
    }

    private static (int, long, double, double?, double, double, int) Course(Epoch epoch) =>
        (epoch.Number, epoch.Step, epoch.TrainingRisk, epoch.ValidationRisk, epoch.Criterion, epoch.LearningRate, epoch.BestEpoch);

    private static Network Net() => Network.Create(
        3, seed: 4, new Dense(5), new BatchNormalization(), new Activate(Activation.Relu), new Dropout(0.2f), new Dense(1));

    private static TrainingOptions Options(int optimizer, int schedule, int kind) => new()
    {
        Loss = Loss.SquaredError,
        Optimizer = Optimizer.All[optimizer % Optimizer.All.Count],
        Schedule = Schedule.All[schedule % Schedule.All.Count],
        Sampling = kind == 1 ? BatchSampling.UniformSets : BatchSampling.EpochShuffle,
        BatchSize = 7,
        Epochs = 15,
        Patience = 2,
        Penalties = [Penalty.L2(0.01)],
        ValidateEvery = kind == 2 ? 2 : 1,
        Validation = kind == 0 ? null : Data(20, 9),
        Shards = kind == 2 ? 4 : 1,
        Seed = 6,
        Threads = 1,
    };

    private static Dataset Data(int count = 50, ulong seed = 3) => NoisyProduct.Data(count, seed);
}
