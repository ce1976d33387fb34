namespace Feedforward.Cli.Tests;

/// <summary>What people have instead of good data, and what they are told.</summary>
public sealed class BrokenInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> Texts => new()
    {
        { "empty file", "", "The file is empty" },
        { "header alone", "a,y\n", "no rows" },
        { "one column", "y\n" + Repeat("1\n0\n"), "no column but the target" },
        { "ragged row", "a,b,y\n1,2,0\n3,4\n" + Repeat("1,2,1\n"), "Line 3 has 2 cells" },
        { "nothing to learn from", "a,y\n" + Repeat(",1\n,0\n"), "No column is left" },
        { "one class", "a,y\n" + Repeat("1,yes\n2,yes\n"), "one class only, 'yes'" },
        { "no target", "a,y\n" + Repeat("1,\n2,\n"), "'y'" },
        { "quote left open", "a,y\n1,0\n\"2,1\n" + Repeat("1,0\n"), "line 3" },
        { "10 MB line", "a,y\n1,0\n" + new string('x', 10_000_000) + ",1\n", "line 3 is longer than" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task BrokenTextIsAnsweredWithWhatIsWrong(string name, string text, string expected)
    {
        _ = name;
        await Expect(_folder.Write("broken.csv", text), 3, expected);
    }

    [Fact]
    public async Task BinaryIsNoTable()
    {
        var bytes = Enumerable.Range(0, 5000).Select(i => (byte)((i * 197) ^ (i >> 3))).ToArray();
        await Expect(_folder.Write("broken.csv", bytes), 3, "Byte 0 (line 1) is a zero");
    }

    [Fact]
    public async Task AnotherEncodingIsSaidToBeOne() =>
        await Expect(_folder.Write("broken.csv", [.. "näme,y\n1,0\n"u8.ToArray().AsSpan(0, 1), 0xE4, .. "me,y\n1,0\n"u8]), 3, "not UTF-8");

    [Fact]
    public async Task AColumnWithoutAnyValueIsLeftOutWithANote()
    {
        var data = _folder.Write("broken.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 7},,{i % 2}\n")));
        var answer = await CommandLine.RunAsync("train", data, "--target", "y", "--epochs", "1", "--out", _folder["m.onnx"]);

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("note: Column 'b' has no value", answer.Error);
    }

    [Fact]
    public async Task AMissingTargetIsAnsweredWithTheColumns()
    {
        var data = _folder.Write("broken.csv", "age,height\n1,2\n3,4\n");
        await Expect(data, 2, "Did you mean 'height'", "--target", "hieght");
        var answer = await CommandLine.RunAsync("train", data);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("age, height", answer.Error);
    }

    [Fact]
    public async Task AWrongDelimiterIsSaid() =>
        await Expect(_folder.Write("broken.csv", "a;b;y\n1;2;0\n3;4;1\n"), 3, "It looks separated by ';'", "--target", "y", "--delimiter", ",");

    [Fact]
    public async Task AFileThatIsNotThereIsSaidNotToBe()
    {
        await Expect(_folder["none.csv"], 3, "There is no file");
        var answer = await CommandLine.RunAsync("train", "dgits");
        Assert.Equal(3, answer.ExitCode);
        Assert.Contains("did you mean the built-in set digits", answer.Error);
        await Expect(_folder.Path, 3, "no file in the folder");
    }

    [Fact]
    public async Task WhatIsNoModelIsSaidNotToBe()
    {
        var data = _folder.Write("people.csv", People.Csv());
        var answer = await CommandLine.RunAsync("evaluate", data, data);

        Assert.Equal(3, answer.ExitCode);
        Assert.Contains("not an ONNX file", answer.Error);
    }

    private static string Repeat(string rows) => string.Concat(Enumerable.Repeat(rows, 30));

    private async Task Expect(string data, int code, string expected, params string[] options)
    {
        var answer = await CommandLine.RunAsync(["train", data, .. options.Length > 0 ? options : ["--target", "y"], "--out", _folder["m.onnx"]]);

        Assert.Equal(code, answer.ExitCode);
        Assert.Contains(expected, answer.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", answer.Error);
        Assert.Empty(answer.Output);
        Assert.False(File.Exists(_folder["m.onnx"]));
    }
}
