using Feedforward.Experiments;

namespace Feedforward.Tests.Experiments;

public sealed class PerceptronExperimentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Mistakes of each pass as worked by hand in <see cref="PerceptronTests"/>.</summary>
    [Fact]
    public void The_passes_over_or_are_those_worked_by_hand()
    {
        var course = Assert.Single(PerceptronExperiment.Run([LogicTable.Or], cancellation: Stop));
        Assert.Equal([1L, 2, 1, 0], course.Passes.Select(pass => pass.Mistakes));
        Assert.Equal([0f, 1f], course.Passes[0].Weights);
        Assert.Equal(1f, course.Passes[0].Bias);
        Assert.Equal(1, course.BestAccuracy);
        Assert.Equal(1, course.Passes[^1].Accuracy);
        Assert.True(course.Result.IsSeparated);
    }

    [Fact]
    public void And_and_or_are_separated_and_xor_is_not()
    {
        var courses = PerceptronExperiment.Run(maximumPasses: 30, cancellation: Stop);
        Assert.Equal(["AND", "OR", "XOR"], courses.Select(course => course.Table.Name));
        Assert.Equal([true, true, false], courses.Select(course => course.Result.IsSeparated));
        Assert.All(courses, course => Assert.Equal(course.Result.Mistakes, course.Passes.Sum(pass => pass.Mistakes)));
        Assert.Equal(30, courses[2].Passes.Count);
        Assert.All(courses[2].Passes, pass => Assert.True(pass.Mistakes > 0));
        Assert.True(courses[2].BestAccuracy <= 0.75);
    }

    [Fact]
    public void Cancelling_stops_it() =>
        Assert.Throws<OperationCanceledException>(() => PerceptronExperiment.Run(cancellation: new CancellationToken(true)));
}
