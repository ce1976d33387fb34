namespace Feedforward.Tabular.Tests.Streaming;

public class LabelCountsTests
{
    private static readonly SchemaOptions Any = new() { Target = "y" };

    [Fact]
    public void NumbersAreOrderedByValueHoweverTheyAreWritten()
    {
        var counts = new LabelCounts(new TargetColumn("y", LearningTask.Binary, ["2", "10"], Numeric: true));
        Add(counts, ["10", "2", "2.0", "3", "10.0", "3", "3", "3", "3"], train: [0, 1, 2, 3]);
        var target = counts.ToTarget(Any with { Task = LearningTask.Multiclass }, isFixed: false);
        Assert.Equal(["2", "3", "10"], target.Classes);
        Assert.Equal([2, 1, 1], counts.TrainRows(target));
    }

    [Fact]
    public void TruthValuesMayBeWrittenInAnyCase()
    {
        var sampled = new TargetColumn("y", LearningTask.Binary, ["false", "true"], Numeric: false);
        var counts = new LabelCounts(sampled);
        Add(counts, ["TRUE", "false", "True"], train: [0, 1, 2]);
        Assert.Same(sampled, counts.ToTarget(Any, isFixed: false));
        Assert.Equal([1, 2], counts.TrainRows(sampled));
    }

    [Fact]
    public void TooManyNumbersForClassesAreSaid()
    {
        var counts = new LabelCounts(new TargetColumn("y", LearningTask.Multiclass, ["1", "2", "3"], Numeric: true));
        Add(counts, [.. Enumerable.Range(0, 60).Select(i => $"{i % 30}")], train: [0]);
        Assert.Contains("Set the task", Assert.Throws<DataException>(() => counts.ToTarget(Any, isFixed: false)).Message, StringComparison.Ordinal);
        Assert.Equal(30, counts.ToTarget(Any with { Task = LearningTask.Multiclass }, isFixed: false).Classes.Count);
    }

    [Fact]
    public void AModelsClassesStay()
    {
        var counts = new LabelCounts(new TargetColumn("y", LearningTask.Binary, ["a", "b"], Numeric: false));
        Add(counts, ["a", "c"], train: [0, 1]);
        Assert.Contains("'c' is not a class", Assert.Throws<DataException>(() => counts.ToTarget(Any, isFixed: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MergedCountsAreThoseOfAllRows()
    {
        var sampled = new TargetColumn("y", LearningTask.Binary, ["a", "b"], Numeric: false);
        var (whole, left, right) = (new LabelCounts(sampled), new LabelCounts(sampled), new LabelCounts(sampled));
        string[] labels = ["b", "a", "b", "c", "c", "a"];
        Add(whole, labels, train: [0, 1, 4]);
        Add(left, labels[..3], train: [0, 1]);
        Add(right, labels[3..], train: [1]);
        Assert.Equal(Merging.BytesOf(whole), Merging.BytesOf(Merging.Into(left, right)));
    }

    private static void Add(LabelCounts counts, string[] labels, int[] train) =>
        counts.Add(TextColumn.From("y", labels), [.. Enumerable.Range(0, labels.Length)], train);
}
