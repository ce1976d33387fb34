using System.Diagnostics;
using System.Globalization;

namespace Feedforward.Onnx.Tests.Parity;

/// <summary>The ONNX project's own checker, with inference of shapes, accepts every file. It is a Python package (Debian: python3-onnx).</summary>
public sealed class CheckerTests
{
    private const string Python = "/usr/bin/python3";

    private static readonly Lazy<int> s_opset = new(() =>
        File.Exists(Python) && Run("-c", "import onnx; print(onnx.defs.onnx_opset_version())") is (0, var text)
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 0);

    [Fact]
    public void EveryFileIsAccepted()
    {
        Assert.SkipUnless(s_opset.Value > 0, $"{Python} has no package onnx (on Debian and Ubuntu: apt-get install python3-onnx).");
        var folder = Directory.CreateTempSubdirectory("feedforward-");
        try
        {
            foreach (var (preset, target) in ParityModels.All.Select(row => row.Data))
            {
                var model = ParityModels.Of(preset, target);
                var highest = Math.Min(s_opset.Value, ModelExport.HighestOpset);
                foreach (var opset in new[] { ModelExport.LowestOpset, Math.Min(ModelExport.UsualOpset, highest), highest }.Distinct())
                {
                    foreach (var withPreprocessing in (bool[])[true, false])
                    {
                        using var file = File.Create(Path.Combine(folder.FullName, $"{preset}-{target}-{opset}-{withPreprocessing}.onnx"));
                        ModelExport.ToOnnx(model, file, opset, withPreprocessing);
                    }
                }
            }

            var files = Directory.GetFiles(folder.FullName);
            Assert.True(files.Length >= 24);
            const string Check =
                "import onnx, sys\nfor path in sys.argv[1:]:\n  try:\n    onnx.checker.check_model(onnx.load(path), full_check=True)\n  except Exception as e:\n    sys.exit(path + ': ' + str(e))\n";
            var (code, text) = Run(["-c", Check, .. files]);
            Assert.True(code == 0, text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (int Code, string Text) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim() + error.GetAwaiter().GetResult().Trim());
    }
}
