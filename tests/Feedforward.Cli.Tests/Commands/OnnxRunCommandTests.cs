namespace Feedforward.Cli.Tests.Commands;

/// <summary>Files are spelt out byte by byte by the field numbers of onnx.proto, so that nothing of ours wrote them.</summary>
public sealed class OnnxRunCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OutputsAreWrittenAndCompared()
    {
        var model = _folder.Write("model.onnx", Model("Relu"));
        var input = _folder.Write("x.pb", Tensor(-1, 2));
        var answer = await CommandLine.RunAsync("onnx-run", model, "--inputs", input, "--outputs", _folder["y.pb"]);
        Assert.Equal((0, "", ""), (answer.ExitCode, answer.Output, answer.Error));

        var right = await CommandLine.RunAsync("onnx-run", model, "--inputs", input, "--expected", _folder["y.pb"]);
        Assert.Equal((0, "y: Float [2] agrees, largest relative difference 0.0e0, absolute 0.0e0\n"), (right.ExitCode, right.Output));

        var wrong = await CommandLine.RunAsync("onnx-run", model, "--inputs", input, "--expected", _folder.Write("z.pb", Tensor(0.5f, 2)));
        Assert.Equal(1, wrong.ExitCode);
        Assert.Equal(["y: Float [2] differs in 1 of 2, largest relative difference 1.0e0, absolute 5.0e-1", "  [0] expected 0.5, found 0"], wrong.Lines);

        var near = await CommandLine.RunAsync("onnx-run", model, "--inputs", input, "--expected", _folder["z.pb"], "--atol", "0.6");
        Assert.Equal(0, near.ExitCode);

        var shape = await CommandLine.RunAsync("onnx-run", model, "--inputs", input, "--expected", _folder.Write("w.pb", Tensor(1, 2, 3)));
        Assert.Equal((1, "  expected Float [3], found Float [2]"), (shape.ExitCode, shape.Lines[1]));
    }

    [Fact]
    public async Task WithoutFilesTheOutputsAreShown()
    {
        var answer = await CommandLine.RunAsync("onnx-run", _folder.Write("model.onnx", Model("Relu")), "--inputs", _folder.Write("x.pb", Tensor(-1, 2)));
        Assert.Equal("y: Float [2] 0 2\n", answer.Output);
    }

    [Fact]
    public async Task WhatIsNotThereIsNamedInALineOfItsOwn()
    {
        var answer = await CommandLine.RunAsync("onnx-run", _folder.Write("model.onnx", Model("Conv")), "--inputs", _folder.Write("x.pb", Tensor(1)));
        Assert.Equal((3, "unsupported: Conv\n"), (answer.ExitCode, answer.Output));
        Assert.StartsWith("feedforward: unsupported: Conv (", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongFilesAreRefused()
    {
        var model = _folder.Write("model.onnx", Model("Relu"));
        var none = await CommandLine.RunAsync("onnx-run", model);
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("takes 1 input (x); 0 files are given", none.Error, StringComparison.Ordinal);
        Assert.Equal(3, (await CommandLine.RunAsync("onnx-run", model, "--inputs", _folder["missing.pb"])).ExitCode);
        Assert.Equal(3, (await CommandLine.RunAsync("onnx-run", model, "--inputs", _folder.Write("x.pb", [0x08, 9, 0x10, 1]))).ExitCode);
        Assert.Equal(3, (await CommandLine.RunAsync("onnx-run", _folder.Write("cut.onnx", Model("Relu")[..20]), "--inputs", _folder["x.pb"])).ExitCode);
        Assert.Equal(2, (await CommandLine.RunAsync("onnx-run", model, "--inputs", _folder.Write("x.pb", Tensor(1)), "--outputs", "a.pb,b.pb")).ExitCode);
    }

    /// <summary>IR version 8, opset 17, one node from x to y, both single precision of any shape.</summary>
    private static byte[] Model(string operation) =>
    [
        0x08, 8,
        .. Message(7, [
            .. Message(1, [.. Message(1, "x"u8), .. Message(2, "y"u8), .. Message(4, System.Text.Encoding.UTF8.GetBytes(operation))]),
            .. Message(11, [.. Message(1, "x"u8), .. Message(2, [.. Message(1, [0x08, 1])])]),
            .. Message(12, [.. Message(1, "y"u8), .. Message(2, [.. Message(1, [0x08, 1])])])]),
        .. Message(8, [0x10, 17]),
    ];

    private static byte[] Tensor(params float[] values) =>
        [0x08, (byte)values.Length, 0x10, 1, .. Message(9, [.. values.SelectMany(BitConverter.GetBytes)])];

    private static byte[] Message(int field, ReadOnlySpan<byte> content) => [(byte)((field << 3) | 2), (byte)content.Length, .. content];
}
