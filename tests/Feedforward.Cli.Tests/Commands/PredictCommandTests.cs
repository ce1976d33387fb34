using System.Globalization;

namespace Feedforward.Cli.Tests.Commands;

public sealed class PredictCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WritesAHeaderAndALineForEachRow()
    {
        var (data, model) = await People.TrainAsync(_folder);
        var answer = await CommandLine.RunAsync("predict", model, data);

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal("prediction", answer.Lines[0]);
        Assert.Equal(121, answer.Lines.Length);
        Assert.All(answer.Lines.Skip(1), line => Assert.True(line is "yes" or "no"));
    }

    [Fact]
    public async Task IntervalsAndSetsHoldThePrediction()
    {
        var (data, model) = await People.TrainAsync(_folder);
        var sets = await CommandLine.RunAsync("predict", model, data, "--intervals");
        Assert.Equal("prediction,set", sets.Lines[0]);
        Assert.All(sets.Lines.Skip(1), line => Assert.Contains(line.Split(',')[0], line.Split(',')[1].Split('|')));

        await CommandLine.RunAsync("train", "sine", "--epochs", "2", "--out", _folder["sine.onnx"]);
        var intervals = await CommandLine.RunAsync("predict", _folder["sine.onnx"], "sine", "--intervals");
        Assert.Equal("prediction,lower,upper", intervals.Lines[0]);
        Assert.All(intervals.Lines.Skip(1), line =>
        {
            var numbers = line.Split(',').Select(cell => float.Parse(cell, CultureInfo.InvariantCulture)).ToList();
            Assert.True(numbers[1] < numbers[0] && numbers[0] < numbers[2]);
        });

        await CommandLine.RunAsync("train", "sine", "--epochs", "1", "--interval-level", "0", "--out", _folder["none.onnx"]);
        var none = await CommandLine.RunAsync("predict", _folder["none.onnx"], "sine", "--intervals");
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("validation rows", none.Error);
    }

    [Fact]
    public async Task StandardInputGivesTheSameAsAFile()
    {
        var (data, model) = await People.TrainAsync(_folder);
        var fromFile = await CommandLine.RunAsync("predict", model, data, "--probabilities");
        var fromInput = await CommandLine.RunAsync(People.Csv(), ["predict", model, "-", "--probabilities"]);

        Assert.Equal(fromFile.Output, fromInput.Output);
        Assert.Equal("prediction,probability_no,probability_yes", fromInput.Lines[0]);
    }

    [Fact]
    public async Task TheProbabilitiesAddUpAndTheLargestIsPredicted()
    {
        var (data, model) = await People.TrainAsync(_folder);
        var answer = await CommandLine.RunAsync("predict", model, data, "--probabilities");

        foreach (var line in answer.Lines.Skip(1))
        {
            var cells = line.Split(',');
            var (no, yes) = (float.Parse(cells[1], CultureInfo.InvariantCulture), float.Parse(cells[2], CultureInfo.InvariantCulture));
            Assert.Equal(1, no + yes, 5);
            Assert.Equal(yes > no ? "yes" : "no", cells[0]);
        }
    }

    [Fact]
    public async Task KeptColumnsComeFirstAndAreQuotedWhereNeeded()
    {
        var (data, model) = await People.TrainAsync(_folder);
        var answer = await CommandLine.RunAsync("predict", model, data, "--keep", "id,city", "-o", _folder["out.csv"]);

        Assert.Equal(0, answer.ExitCode);
        Assert.Empty(answer.Output);
        var lines = await File.ReadAllLinesAsync(_folder["out.csv"], TestContext.Current.CancellationToken);
        Assert.Equal("id,city,prediction", lines[0]);
        Assert.StartsWith("3,\"Halle, Saale\",", lines[3]);
    }

    [Fact]
    public async Task ABadRowEndsItWithItsLineAndLeavesNoHalfFile()
    {
        var (_, model) = await People.TrainAsync(_folder);
        var data = _folder.Write("bad.csv", "height,city\n180,Ulm\ntall,Bonn\n160,Ulm\n");
        var answer = await CommandLine.RunAsync("predict", model, data, "-o", _folder["out.csv"]);

        Assert.Equal(3, answer.ExitCode);
        Assert.Contains("bad.csv", answer.Error);
        Assert.Matches("(?i)line 3", answer.Error);
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), path => path.Contains("out.csv", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ABadRowCanBeMarkedInstead()
    {
        var (_, model) = await People.TrainAsync(_folder);
        var data = _folder.Write("bad.csv", "height,city\n180,Ulm\ntall,Bonn\n160\n190,Bonn\n");
        var answer = await CommandLine.RunAsync("predict", model, data, "--on-error", "mark", "--probabilities");

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal(5, answer.Lines.Length);
        Assert.EndsWith(",error", answer.Lines[0]);
        Assert.EndsWith(",", answer.Lines[1]);
        Assert.StartsWith(",,,", answer.Lines[2]);
        Assert.Contains("tall", answer.Lines[2]);
        Assert.StartsWith(",,,", answer.Lines[3]);
        Assert.EndsWith(",", answer.Lines[4]);
        Assert.Contains("2 rows could not be read", answer.Error);
    }

    [Fact]
    public async Task AnUnknownColumnToKeepIsAnsweredWithANearOne()
    {
        var (data, model) = await People.TrainAsync(_folder);
        var answer = await CommandLine.RunAsync("predict", model, data, "--keep", "ctiy");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("'city'", answer.Error);
        Assert.Empty(answer.Output);
    }

    [Fact]
    public async Task NumbersArePredictedAsNumbers()
    {
        await CommandLine.RunAsync("train", "sine", "--epochs", "3", "--out", _folder["m.onnx"]);
        var answer = await CommandLine.RunAsync("predict", _folder["m.onnx"], "sine", "--rows", "5", "--probabilities");

        Assert.Equal("prediction", answer.Lines[0]);
        Assert.All(answer.Lines.Skip(1), line => Assert.True(float.IsFinite(float.Parse(line, CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task AGaussianLikelihoodAlsoGivesItsDeviation()
    {
        await CommandLine.RunAsync("train", "sine", "--loss", "gaussian-likelihood", "--epochs", "3", "--out", _folder["m.onnx"]);
        var answer = await CommandLine.RunAsync("predict", _folder["m.onnx"], "sine", "--rows", "5", "--probabilities");

        Assert.Equal("prediction,deviation", answer.Lines[0]);
        Assert.All(answer.Lines.Skip(1), line => Assert.True(float.Parse(line.Split(',')[1], CultureInfo.InvariantCulture) > 0));
    }
}
