namespace Feedforward.Cli.Tests.Commands;

public sealed class LessonCommandTests
{
    [Fact]
    public async Task ThePerceptronLearnsAndAndOrAndNotXor()
    {
        var answer = await CommandLine.RunAsync("lesson", "perceptron");

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("AND: learned", answer.Output);
        Assert.Contains("OR: learned", answer.Output);
        Assert.Contains("XOR: not learned", answer.Output);
        Assert.Contains("●", answer.Output);
    }

    [Fact]
    public async Task XorNeedsAHiddenLayer()
    {
        var answer = await CommandLine.RunAsync("lesson", "xor", "--activation", "tanh");

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("3 of 4", answer.Output);
        Assert.Matches(@"tanh +\d+ \(", answer.Output);
        Assert.DoesNotContain("sigmoid ", answer.Output);
    }

    [Fact]
    public async Task LogisticRegressionRaisesTheLikelihood()
    {
        var answer = await CommandLine.RunAsync("lesson", "logistic");

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("p = ½ at x =", answer.Output);
        Assert.Contains("0.6931", answer.Output);
    }

    [Fact]
    public async Task ApproximationDrawsErrorsAndCurves()
    {
        var answer = await CommandLine.RunAsync("lesson", "approximation", "--function", "corner");

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("|x|", answer.Output);
        Assert.Contains("width 32", answer.Output);
    }

    [Fact]
    public async Task NoiseIsPredictedAndMeasured()
    {
        var answer = await CommandLine.RunAsync("lesson", "noise");

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("predicted", answer.Output);
        Assert.Matches(@"128 +0\.000e\+00 +0\.000e\+00", answer.Output);
    }

    [Fact]
    public async Task AnUnknownLessonIsAnsweredWithTheKnownOnes()
    {
        var answer = await CommandLine.RunAsync("lesson", "physics");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("perceptron, xor, logistic, approximation, noise", answer.Error);
    }
}
