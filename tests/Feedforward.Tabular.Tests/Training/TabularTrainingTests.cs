using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Tabular.Tests.Training;

public class TabularTrainingTests
{
    private static readonly Table Moons = BuiltInData.Named("moons").Generate(0, 300).ToTable();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plain")]
    [InlineData("fast")]
    public void StepByStepGivesTheBitsOfOneCall(string preset)
    {
        var options = Options(preset);
        var training = TabularTraining.Prepare(Moons, options, cancellationToken: TestContext.Current.CancellationToken);
        var steps = 0;
        while (!training.Advance(Cancellation).IsOver)
        {
            steps++;
        }

        var expected = TabularTrainer.Fit(Moons, options, cancellationToken: Cancellation);
        var result = training.Finish(cancellationToken: Cancellation);
        Assert.Equal(expected.Model.Network.Parameters.ToArray(), result.Model.Network.Parameters.ToArray());
        Assert.Equal(expected.Test!.Metrics, result.Test!.Metrics);
        Assert.Equal(training.Trainer.StepsPerEpoch * 3, steps + 1);
        Assert.Equal(expected.Epochs.Select(epoch => epoch.ValidationMetric), training.Epochs.Select(epoch => epoch.ValidationMetric));
    }

    [Fact]
    public void AnotherTrainingGoesOnFromACheckpoint()
    {
        var options = Options("plain");
        var whole = TabularTrainer.Fit(Moons, options, cancellationToken: Cancellation);
        var first = TabularTraining.Prepare(Moons, options, cancellationToken: TestContext.Current.CancellationToken);
        for (var i = 0; i < 30; i++)
        {
            first.Advance(Cancellation);
        }

        var checkpoint = first.Trainer.NewCheckpoint();
        first.Trainer.Save(checkpoint);
        var second = TabularTraining.Prepare(Moons, options, cancellationToken: TestContext.Current.CancellationToken);
        second.Trainer.Resume(checkpoint);
        while (!second.Advance(Cancellation).IsOver)
        {
        }

        Assert.Equal(whole.Model.Network.Parameters.ToArray(), second.Finish(cancellationToken: Cancellation).Model.Network.Parameters.ToArray());
    }

    [Fact]
    public void TheModelSoFarIsThatOfTheParametersSoFar()
    {
        var training = TabularTraining.Prepare(Moons, Options("plain"), cancellationToken: TestContext.Current.CancellationToken);
        training.Advance(Cancellation);
        Assert.Equal(training.Trainer.Current.Parameters.ToArray(), training.ModelSoFar().Network.Parameters.ToArray());
        Assert.Equal(Moons.Rows, training.ModelSoFar().Predict(Moons).Probabilities.Rows);
    }

    private static TabularOptions Options(string preset) => new()
    {
        Target = BuiltInData.Named("moons").TargetName,
        Preset = preset,
        Epochs = 3,
        Patience = int.MaxValue,
        Threads = 1,
    };
}
