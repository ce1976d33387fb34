namespace Feedforward.Tabular.Tests.Training;

/// <summary>The file of a finished fold.</summary>
public sealed class FinishedFoldTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("class", "amount")]
    [InlineData("member", "amount")]
    [InlineData("amount", "class")]
    public void AFileGivesBackWhatWasWritten(string target, string drop)
    {
        var judged = TabularTrainer.CrossValidate(Trained.Table(), Trained.Options(target, drop) with { Epochs = 3 }, 2, cancellationToken: TestContext.Current.CancellationToken).Folds[0];
        judged = judged with
        {
            Classification = judged.Classification is { } classes ? classes with { LogLoss = double.PositiveInfinity, AreaUnderCurve = null, BrierScore = double.NaN } : null,
            Notices = [new Notice(NoticeKind.UnseenCategory, "city", "\"Zürich\"\n")],
        };
        var notices = new[] { new Notice(NoticeKind.Training, null, "later") };
        var path = Path.Combine(_folder.Path, "fold.json");
        new FinishedFold(judged, null, notices).Write(path, "this");
        var read = FinishedFold.Read(path, "this");
        Assert.Equal(ExactText.Of(judged), ExactText.Of(read.Evaluation!));
        Assert.Equal((judged.Notices[0], notices[0], judged.Coverage), (read.Evaluation!.Notices[0], read.Notices[0], read.Evaluation.Coverage));
        Assert.Contains("another cross-validation", Assert.Throws<ModelFileException>(() => FinishedFold.Read(path, "that")).Message);

        new FinishedFold(null, 17, []).Write(path, "this");
        Assert.Equal((null, 17L), (FinishedFold.Read(path, "this").Evaluation, FinishedFold.Read(path, "this").DivergedAtStep));
    }
}
