using System.Diagnostics;
using System.Globalization;

namespace Feedforward.Cli.Tests;

/// <summary>
/// Trainings that are killed (SIGKILL) again and again and resumed end with the model file, byte by byte, of one that never was. The kills
/// fall anywhere: in a step, in the write of a checkpoint (they are written after each epoch, so most of the time one is on its way),
/// between the two trainings of a refit.
/// </summary>
public sealed class KilledTrainingTests : IDisposable
{
    /// <summary>How many kills there are in all; the documented command for 1,000 sets it.</summary>
    private const string KillsVariable = "FEEDFORWARD_KILLS";

    private const int UsualKills = 200;
    private const int MostEpochsBetween = 10;
    private static readonly string[] s_onePerEpoch = ["--every", "1-epochs"];
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Trainings =>
    [
        "moons --hidden 8 --epochs 80 --patience 0",
        "digits --rows 600 --hidden 16,16 --optimizer momentum --batch-norm --dropout 0.2 --epochs 40 --patience 0 --refit",
        "spirals --hidden 16 --optimizer rmsprop --schedule step --l2 0.001 --activation tanh --epochs 60 --patience 0 --refit",
        "sine --hidden 12 --optimizer nesterov --clip 1 --layer-norm --epochs 60 --patience 0",
        "people.csv --target tall --preset auto --epochs 24",
        "people.csv --target tall --hidden 8 --epochs 60 --patience 0 --memory 16MB",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Trainings))]
    public async Task ATrainingThatIsKilledEndsWithTheSameBytes(string training)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A file that is being written cannot be looked after there as here.");
        var kills = int.TryParse(Environment.GetEnvironmentVariable(KillsVariable), CultureInfo.InvariantCulture, out var wanted) ? wanted : UsualKills;
        _folder.Write("people.csv", People.Csv());
        string[] words = ["train", .. training.Split(' ').Select(word => word == "people.csv" ? _folder[word] : word)];
        Assert.Equal(0, (await CommandLine.RunAsync([.. words, "--out", _folder["whole.onnx"]])).ExitCode);
        var expected = await File.ReadAllBytesAsync(_folder["whole.onnx"], TestContext.Current.CancellationToken);

        var random = new Random(training.Length);
        var (killed, inWriting, share) = (0, 0, kills / Trainings.Count);
        for (var chain = 1; killed < share; chain++)
        {
            var checkpoints = _folder[$"run-{chain}"];
            string[] begin = [.. words, "--out", _folder["killed.onnx"], "--json", .. s_onePerEpoch, "--checkpoint", checkpoints, "--resume", checkpoints];
            while (killed < share && await KillAsync(begin, random))
            {
                killed++;
                inWriting += Directory.Exists(checkpoints) && Directory.GetFiles(checkpoints, "*.tmp").Length > 0 ? 1 : 0;
            }

            var last = await CliProcess.RunAsync(_folder.Path, [], begin);
            Assert.True(last.ExitCode == 0, last.Error + last.Output);
            Assert.Equal(expected, await File.ReadAllBytesAsync(_folder["killed.onnx"], TestContext.Current.CancellationToken));
            Assert.Empty(Directory.GetFiles(checkpoints, "*.tmp"));
            Directory.Delete(checkpoints, recursive: true);
            File.Delete(_folder["killed.onnx"]);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{killed} kills, {inWriting} of them in the write of a checkpoint");
    }

    /// <summary>Kills a run after a random number of its epochs; false where it came to its end before.</summary>
    private async Task<bool> KillAsync(string[] words, Random random)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Feedforward.Cli.dll"), .. words])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync(cancellation);
        var left = random.Next(1, MostEpochsBetween);
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Contains("\"event\":\"epoch\"", StringComparison.Ordinal) && --left == 0)
            {
                // Somewhere in the next epochs rather than always just behind one.
                Thread.SpinWait(random.Next(200_000));
                process.Kill();
                await process.WaitForExitAsync(cancellation);
                return process.ExitCode != 0;
            }
        }

        await process.WaitForExitAsync(cancellation);
        Assert.True(process.ExitCode == 0, await error);
        return false;
    }
}
