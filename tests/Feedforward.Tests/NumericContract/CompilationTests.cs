using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Feedforward.Tests.NumericContract;

/// <summary>
/// The same trainings compiled in other ways and for another processor give the bits that are written down. These tests
/// build the program, which takes most of their time.
/// </summary>
[Trait("Category", "Publish")]
public sealed class CompilationTests(DeterminismBuilds builds) : IClassFixture<DeterminismBuilds>
{
    private const string Arm64Libraries = "/usr/aarch64-linux-gnu";

    [Fact]
    public void Without_the_compilers_optimisation()
    {
        var program = builds.Make("debug", "build", "-c", "Debug");
        foreach (var (threads, vectors) in new[] { (1, "1"), (2, "0"), (3, "1"), (8, "0") })
        {
            var (features, lines) = DeterminismProgram.Run(
                DeterminismProgram.Host, [program + ".dll", $"{threads}"], ("DOTNET_EnableAVX512", vectors));
            Assert.Contains("debug=True", features, StringComparison.Ordinal);
            Assert.Equal(InstructionSetTests.Expected, lines);
        }
    }

    /// <summary>Ahead of time for any x86-64 processor (without fused multiply-add), and for those of the last ten years.</summary>
    [Theory]
    [InlineData("x86-64", "fma=False")]
    [InlineData("x86-64-v3", "fma=True")]
    public void Ahead_of_time(string instructions, string feature)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Fma.IsSupported, "The executables are made for Linux on x86-64-v3.");
        var program = builds.Make(instructions, "publish", "-c", "Release", "-r", "linux-x64", "-p:PublishAot=true", $"-p:IlcInstructionSet={instructions}");
        foreach (var threads in new[] { 1, 2, 3, 8 })
        {
            var (features, lines) = DeterminismProgram.Run(program, [$"{threads}"]);
            Assert.Contains("jit=False", features, StringComparison.Ordinal);
            Assert.Contains(feature, features, StringComparison.Ordinal);
            Assert.Equal(InstructionSetTests.Expected, lines);
        }
    }

    [Fact]
    public void On_Arm64()
    {
        Assert.SkipWhen(AdvSimd.IsSupported, "This is Arm64: the tests of the instruction sets cover it.");
        Assert.SkipUnless(
            OnPath("qemu-aarch64") && Directory.Exists(Arm64Libraries),
            $"An emulated Arm64 needs qemu-aarch64 and the C and C++ libraries in {Arm64Libraries}"
            + " (on Debian and Ubuntu the packages qemu-user, libc6-arm64-cross, libstdc++6-arm64-cross and libgcc-s1-arm64-cross).");
        var program = builds.Make("arm64", "publish", "-c", "Release", "-r", "linux-arm64", "--self-contained");
        foreach (var threads in new[] { 1, 3 })
        {
            // The emulator cannot map the same memory for writing and for running.
            var (features, lines) = DeterminismProgram.Run(
                "qemu-aarch64", ["-L", Arm64Libraries, program, $"{threads}"], ("DOTNET_EnableWriteXorExecute", "0"));
            Assert.Contains("processor=Arm64", features, StringComparison.Ordinal);
            Assert.Contains("neon=True", features, StringComparison.Ordinal);
            Assert.Equal(InstructionSetTests.Expected, lines);
        }
    }

    private static bool OnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, command)));
}
