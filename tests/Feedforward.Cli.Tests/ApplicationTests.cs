namespace Feedforward.Cli.Tests;

public sealed class ApplicationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("trian", "Did you mean train")]
    [InlineData("", "What is to be done")]
    [InlineData("train --epohcs 3", "Did you mean --epochs")]
    [InlineData("train xor --epochs", "--epochs")]
    [InlineData("train xor --epochs many", "a whole number from 1, not 'many'")]
    [InlineData("train xor --epochs 0", "a whole number from 1")]
    [InlineData("train xor --hidden 4,x", "widths such as 64,64")]
    [InlineData("train xor --activation rel", "Did you mean relu")]
    [InlineData("train xor --optimizer magic", "sgd, momentum, nesterov, rmsprop, adam, adamw")]
    [InlineData("train xor --loss huber", "binary-cross-entropy")]
    [InlineData("train xor --activation step", "perceptron")]
    [InlineData("train xor --task guess", "binary, multiclass, regression")]
    [InlineData("train xor --validation 1", "less than 1")]
    [InlineData("train xor --test 1.5", "--test takes a share")]
    [InlineData("train xor --learning-rate 0", "above 0")]
    [InlineData("train xor --time-limit soon", "90s, 5m or 1h")]
    [InlineData("train xor --type x1", "--type takes")]
    [InlineData("train xor --type x1=colour", "number, category, boolean, date")]
    [InlineData("train xor --type y1=category", "'x1'")]
    [InlineData("train xor --drop x3", "'x1' or 'x2'")]
    [InlineData("train xor --target klass", "'class'")]
    [InlineData("train xor --class-weight much", "--class-weight takes")]
    [InlineData("train xor --class-weight 1=-2", "above 0")]
    [InlineData("train xor --out no/such/folder/m.onnx", "There is no folder")]
    [InlineData("train xor extra", "'extra'")]
    [InlineData("predict m.onnx", "DATA")]
    [InlineData("predict m.onnx data.csv --on-error panic", "fail, mark")]
    public async Task AWrongCommandLineIsAnsweredInOneLine(string words, string expected)
    {
        var answer = await CommandLine.RunAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, answer.ExitCode);
        Assert.Empty(answer.Output);
        var message = answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.StartsWith("feedforward: ", message);
        Assert.Contains(expected, message);
        Assert.DoesNotContain("   at ", answer.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("train")]
    [InlineData("tune")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    [InlineData("inspect")]
    [InlineData("export")]
    [InlineData("trace")]
    [InlineData("gradient-check")]
    [InlineData("lesson")]
    [InlineData("explain")]
    public async Task HelpTeaches(string verb)
    {
        var answer = await CommandLine.RunAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("Usage:", answer.Output);
        if (verb.Length > 0)
        {
            Assert.Contains("Examples:", answer.Output);
            Assert.Contains($"feedforward {verb}", answer.Output);
        }
    }

    [Fact]
    public async Task TheListOfVerbsHasALineForEach()
    {
        var answer = await CommandLine.RunAsync("--help");

        Assert.Contains("feedforward [command]", answer.Output);
        foreach (var verb in (string[])["train", "evaluate", "explain", "predict", "inspect", "export", "trace", "gradient-check", "lesson"])
        {
            Assert.Single(answer.Output.Split('\n'), line => line.StartsWith($"  {verb} ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task TheExamplesOfTheHelpAreUnderstood()
    {
        foreach (var verb in (string[])["train", "evaluate", "explain", "predict", "inspect", "export", "trace", "gradient-check", "lesson"])
        {
            var help = await CommandLine.RunAsync(verb, "--help");
            var examples = help.Output.Split("Examples:")[1].Split('\n').Where(line => line.StartsWith("  feedforward ", StringComparison.Ordinal));
            foreach (var example in examples)
            {
                // With --help at its end a command line is parsed and not run; an unknown option would still be one.
                var words = example.Split('<')[0].Trim().Split(' ')[1..];
                Assert.Empty(Application.Root(new Terminal(TextWriter.Null, TextWriter.Null, Stream.Null)).Parse(words).Errors);
            }
        }
    }

    [Fact]
    public async Task TheNameOfABuiltInSetWinsUnlessItIsAPath()
    {
        _folder.Write("xor", "a,y\n" + string.Concat(Enumerable.Repeat("1,0\n2,1\n", 30)));
        var builtIn = await CliProcess.RunAsync(_folder.Path, [], "inspect", "xor");
        var file = await CliProcess.RunAsync(_folder.Path, [], "inspect", "./xor");

        Assert.Contains("400 rows", builtIn.Output);
        Assert.Contains("60 rows", file.Output);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "xterm-256color")]
    public async Task WhereItIsNoTerminalItIsPlainText(string variable, string value)
    {
        var answer = await CliProcess.RunAsync(_folder.Path, [(variable, value)], "train", "xor", "--epochs", "3");

        Assert.Equal(0, answer.ExitCode);
        Assert.DoesNotContain('\e', answer.Output + answer.Error);
        Assert.Contains("epoch 1/3", answer.Error);
        Assert.Contains("epoch 3/3", answer.Error);
        Assert.True(File.Exists(_folder["model.onnx"]));
    }
}
