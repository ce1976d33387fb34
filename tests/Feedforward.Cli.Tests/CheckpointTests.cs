using System.Text.Json;

namespace Feedforward.Cli.Tests;

/// <summary>Checkpoints by the command line: other programs read them, the words of then and of now make one command, a disk that takes no more is said.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly string[] s_training = ["train", "moons", "--hidden", "6", "--epochs", "4", "--seed", "5", "--every", "1-epochs"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Python with its own libraries alone: the header's rules, every tensor's place, the checksum bit by bit.</summary>
    [Fact]
    public async Task PythonReadsTheFile()
    {
        var run = _folder["run"];
        Assert.Equal(0, (await TrainAsync("--checkpoint", run)).ExitCode);
        var file = Directory.GetFiles(run, "*.safetensors").Max()!;
        var answer = await PythonAsync(
            """
            import json, struct, sys
            data = open(sys.argv[1], "rb").read()
            length, = struct.unpack("<Q", data[:8])
            text = data[8:8 + length]
            assert text[:1] == b"{"
            names = []
            header = json.loads(text, object_pairs_hook=lambda pairs: names.append([n for n, _ in pairs]) or dict(pairs))
            assert all(len(set(n)) == len(n) for n in names), "a name comes twice"
            meta, at = header.pop("__metadata__"), 0
            tensors = {}
            for name, entry in sorted(header.items(), key=lambda pair: pair[1]["data_offsets"]):
                begin, end = entry["data_offsets"]
                assert begin == at, "a hole before " + name
                size = {"F32": 4, "F64": 8, "U32": 4}[entry["dtype"]]
                count = 1
                for d in entry["shape"]: count *= d
                assert end - begin == size * count
                at = end
                tensors[name] = struct.unpack("<%d%s" % (count, {"F32": "f", "F64": "d", "U32": "I"}[entry["dtype"]]), data[8 + length + begin:8 + length + end])
            assert 8 + length + at == len(data), "bytes behind the last tensor"
            crc = 0xFFFFFFFF
            for byte in data[:-4]:
                crc ^= byte
                for _ in range(8): crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
            assert tensors["checksum"][0] == crc ^ 0xFFFFFFFF
            print(json.dumps({"steps": meta["checkpoint.steps"], "parameters": len(tensors["parameters"]), "sum": sum(tensors["parameters"]), "epochs": len(tensors["epochs"]) // 9}))
            """,
            file);
        Assert.True(answer.ExitCode == 0, answer.Error);
        var read = Assert.Single(answer.Json);
        var here = Tabular.CheckpointFile.Read(file).Training;
        Assert.Equal($"{here.Steps}", read.GetProperty("steps").GetString());
        Assert.Equal(here.Parameters.Length, read.GetProperty("parameters").GetInt32());
        Assert.Equal(here.Epochs.Count, read.GetProperty("epochs").GetInt32());
        double sum = 0;
        Array.ForEach(here.Parameters, value => sum += value);
        Assert.Equal(sum, read.GetProperty("sum").GetDouble());
    }

    /// <summary>The format's own library.</summary>
    [Fact]
    public async Task TheSafetensorsPackageReadsTheFile()
    {
        var run = _folder["run"];
        Assert.Equal(0, (await TrainAsync("--checkpoint", run)).ExitCode);
        var answer = await PythonAsync(
            """
            import json, sys
            from safetensors import safe_open
            with safe_open(sys.argv[1], framework="np") as f:
                print(json.dumps({"steps": f.metadata()["checkpoint.steps"], "shape": f.get_tensor("parameters").shape}))
            """,
            Directory.GetFiles(run, "*.safetensors").Max()!);
        Assert.SkipWhen(answer.Error.Contains("ModuleNotFoundError", StringComparison.Ordinal), "Python has no package safetensors with numpy.");
        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Equal(JsonValueKind.Array, answer.Json[0].GetProperty("shape").ValueKind);
    }

    [Fact]
    public async Task WhatWasWrittenThenCompletesWhatIsWrittenNow()
    {
        var (run, first) = (_folder["run"], _folder["first.onnx"]);
        Assert.Equal(0, (await TrainAsync("--checkpoint", run, "--out", first)).ExitCode);

        // Nothing but another name for the file.
        var again = await CommandLine.RunAsync("train", "--resume", run, "--out", _folder["again.onnx"]);
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(await BytesAsync("first.onnx"), await BytesAsync("again.onnx"));

        // The same choices once more, in another order, are no contradiction.
        var same = await CommandLine.RunAsync("train", "--seed", "5", "--hidden", "6", "moons", "--resume", run, "--out", _folder["same.onnx"]);
        Assert.True(same.ExitCode == 0, same.Error);
        Assert.Equal(await BytesAsync("first.onnx"), await BytesAsync("same.onnx"));

        await RefusedAsync("epochs is 4 there and 6 here", "--resume-anyway", "--epochs", "6");
        await RefusedAsync("the very same rows", "Training can only go on", "spirals");
        await RefusedAsync("seed is 5 there and 6 here", "Repeat the earlier choices.", "--seed", "6", "--resume-anyway");
        await RefusedAsync("hidden is 6 there and 7 here", "Repeat the earlier choices.", "--hidden", "7");
        var longer = await CommandLine.RunAsync("train", "--resume", run, "--epochs", "6", "--resume-anyway", "--out", _folder["longer.onnx"]);
        Assert.True(longer.ExitCode == 0, longer.Error);
        Assert.Contains("goes on after step", longer.Error);

        async Task RefusedAsync(string why, string what, params string[] words)
        {
            var refused = await CommandLine.RunAsync(["train", "--resume", run, "--out", _folder["no.onnx"], .. words]);
            Assert.True(refused.ExitCode == 3, refused.Error);
            Assert.Contains(why, refused.Error);
            Assert.Contains(what, refused.Error);
            Assert.False(File.Exists(_folder["no.onnx"]));
        }
    }

    /// <summary>A real file system that one checkpoint fits and two do not: the training ends with an error, and what it saved before resumes to the same bits.</summary>
    [Fact]
    public async Task AFullDiskIsSaidAndWhatWasSavedGoesOn()
    {
        const string Training = "train moons --hidden 64,64 --epochs 8 --patience 0 --seed 5";
        var answer = await OnOwnDiskAsync(
            "size=110k", $"dotnet \"$0\" {Training} --checkpoint disk/run --every 1-epochs --keep 9; code=$?; ls -1 disk/run; cp -r disk/run saved; exit $code");
        Assert.True(answer.ExitCode == 1, answer.Error + answer.Output);
        Assert.Contains("cannot be saved to 'disk/run/checkpoint-", answer.Error);
        Assert.Contains("The newest that is saved is 'disk/run/checkpoint-", answer.Error);
        Assert.DoesNotContain(".tmp", answer.Output);
        Assert.False(File.Exists(_folder["model.onnx"]));

        var resumed = await CommandLine.RunAsync("train", "--resume", _folder["saved"], "--out", _folder["resumed.onnx"]);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(0, (await CommandLine.RunAsync([.. Training.Split(' '), "--out", _folder["whole.onnx"]])).ExitCode);
        Assert.Equal(await BytesAsync("whole.onnx"), await BytesAsync("resumed.onnx"));
    }

    [Fact]
    public async Task AFolderThatTakesNoFileIsSaidBeforeTheTraining()
    {
        var answer = await OnOwnDiskAsync(
            "size=300k", "mkdir disk/run; mount -o remount,ro disk; exec dotnet \"$0\" train moons --epochs 2 --json --checkpoint disk/run");
        Assert.True(answer.ExitCode == 1, answer.Error + answer.Output);
        Assert.Contains("The folder 'disk/run' for checkpoints cannot be written to", answer.Error);
        Assert.DoesNotContain("\"event\":\"epoch\"", answer.Output);
    }

    [Fact]
    public async Task FoldsAreKeptAndNotDoneAgain()
    {
        var run = _folder["run"];
        var plain = await CommandLine.RunAsync([.. s_training[..^2], "--cv", "3", "--json"]);
        var kept = await TrainAsync("--cv", "3", "--json", "--checkpoint", run);
        Assert.Equal((0, Result(plain)), (kept.ExitCode, Result(kept)));
        Assert.Equal(2, (await TrainAsync("--cv", "3", "--checkpoint", run, "--resume", run, "--resume-anyway")).ExitCode);
        var again = await TrainAsync("--cv", "3", "--checkpoint", run);
        Assert.Equal(3, again.ExitCode);
        Assert.Contains($"'{run}' has folds of an earlier cross-validation. Go on with it with --resume {run}", again.Error);

        var resumed = await CommandLine.RunAsync("train", "--resume", run, "--json");
        Assert.Equal((0, Result(plain)), (resumed.ExitCode, Result(resumed)));
        Assert.DoesNotContain("\"event\":\"epoch\"", resumed.Output);
        Assert.Contains("Folds 1, 2, 3 were finished before.", resumed.Output);
        var other = await CommandLine.RunAsync("train", "--resume", run, "--seed", "6");
        Assert.Equal(3, other.ExitCode);
        Assert.Contains("seed is 5 there and 6 here", other.Error);
        Assert.Equal(2, (await CommandLine.RunAsync("train", "--resume", _folder["nothing"], "moons", "--cv", "3")).ExitCode);

        static string Result(Answer answer) =>
            string.Join(' ', answer.Json[^1].EnumerateObject().Where(field => field.Name != "seconds").Select(field => field.Value.GetRawText()));
    }

    private static async Task<Answer> TrainAsync(params string[] words) => await CommandLine.RunAsync([.. s_training, .. words]);

    private Task<byte[]> BytesAsync(string name) => File.ReadAllBytesAsync(_folder[name], TestContext.Current.CancellationToken);

    private async Task<Answer> PythonAsync(string script, string file)
    {
        Assert.SkipUnless(Programs.Have("python3"), "There is no python3.");
        return await CliProcess.RunAsync("python3", _folder.Path, [], ["-c", script, file]);
    }

    /// <summary>Runs a script of the shell, to which $0 is the command line, in a folder in which 'disk' is a file system of its own.</summary>
    private async Task<Answer> OnOwnDiskAsync(string settings, string script)
    {
        Directory.CreateDirectory(_folder["disk"]);
        string[] apart = ["--user", "--map-root-user", "--mount", "sh", "-c"];
        Assert.SkipUnless(Programs.Have("unshare"), "There is no unshare, which mounts a disk for one process alone.");
        var tried = await CliProcess.RunAsync("unshare", _folder.Path, [], [.. apart, "mount -t tmpfs -o size=64k none disk"]);
        Assert.SkipUnless(tried.ExitCode == 0, $"No file system can be mounted here: {tried.Error.Trim()}");
        return await CliProcess.RunAsync(
            "unshare", _folder.Path, [], [.. apart, $"mount -t tmpfs -o {settings} none disk; {script}", Path.Combine(AppContext.BaseDirectory, "Feedforward.Cli.dll")]);
    }
}
