using System.Reflection;

namespace Feedforward.Cli.Tests;

/// <summary>Publishes the command ahead of time, which takes a minute and needs clang and zlib1g-dev.</summary>
[Trait("Category", "NativeAot")]
public sealed class NativeExecutableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheNativeExecutableTrainsTheSameModel()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && System.Runtime.Intrinsics.X86.Fma.IsSupported, "The executable is made for Linux on x86-64-v3.");
        var project = typeof(NativeExecutableTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "CliProject").Value!;
        // Folders of its own: publishing must not disturb a build that runs beside it.
        var publish = await CliProcess.RunAsync(
            "dotnet",
            _folder.Path,
            [],
            ["publish", project, "-c", "Release", "-r", "linux-x64", "-p:PublishAot=true", "--artifacts-path", _folder["artifacts"], "-o", _folder["bin"]]);

        Assert.True(publish.ExitCode == 0, publish.Output + publish.Error);
        Assert.DoesNotContain("warning", publish.Output, StringComparison.OrdinalIgnoreCase);

        var native = await CliProcess.RunAsync(_folder["bin/feedforward"], _folder.Path, [], ["train", "xor", "--out", "native.onnx"]);
        var managed = await CliProcess.RunAsync(_folder.Path, [], "train", "xor", "--out", "managed.onnx");

        Assert.True(native.ExitCode == 0, native.Error);
        Assert.Equal(0, managed.ExitCode);
        Assert.Equal(
            await File.ReadAllBytesAsync(_folder["managed.onnx"], TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(_folder["native.onnx"], TestContext.Current.CancellationToken));
    }
}
