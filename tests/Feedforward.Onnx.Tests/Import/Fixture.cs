using System.Text.Json;

using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Feedforward.Onnx.Tests.Import;

/// <summary>A file as another program writes it; see Fixtures/make_fixtures.py.</summary>
internal sealed class Fixture
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Import", "Fixtures");

    public Fixture(string name)
    {
        Name = name;
        Bytes = File.ReadAllBytes(Path.Combine(s_folder, name + ".onnx"));
        Model = ModelProto.Read(new WireReader(Bytes));
    }

    public static IEnumerable<string> Names => Directory.EnumerateFiles(s_folder, "*.onnx").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static string PathOf(string name) => Path.Combine(s_folder, name + ".onnx");

    public string Name { get; }

    public byte[] Bytes { get; }

    public ModelProto Model { get; }

    public bool HasExpectation => File.Exists(Path.Combine(s_folder, Name + ".json"));

    public ImportedNetwork Import(ImportOptions? options = null) => OnnxNetwork.Load(new MemoryStream(Bytes), options);

    /// <summary>What the program that trained the network predicts for some inputs.</summary>
    public (Matrix<float> Inputs, float[][] Predictions, string[]? Labels) Expectation()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, Name + ".json")));
        var inputs = Rows(document.RootElement.GetProperty("inputs"));
        var x = new Matrix<float>(inputs.SelectMany(row => row).ToArray(), inputs.Length, inputs[0].Length);
        string[]? labels = document.RootElement.TryGetProperty("labels", out var found) ? [.. found.EnumerateArray().Select(label => label.GetString()!)] : null;
        return (x, Rows(document.RootElement.GetProperty("predictions")), labels);

        static float[][] Rows(JsonElement rows) => [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(number => number.GetSingle()).ToArray())];
    }

    /// <summary>Runs the file itself on the rows of x, one example at a time, as some files are made for one.</summary>
    public float[][] Run(Matrix<float> x, string output)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(Bytes, options);
        var rows = new List<float[]>();
        for (var i = 0; i < x.Rows; i++)
        {
            var (inputs, first) = (new List<NamedOnnxValue>(), 0);
            foreach (var (name, metadata) in session.InputMetadata)
            {
                int[] shape = [1, .. metadata.Dimensions[1..]];
                if (metadata.ElementType == typeof(bool))
                {
                    inputs.Add(NamedOnnxValue.CreateFromTensor(name, new DenseTensor<bool>(new[] { true }, [1, 1])));
                    continue;
                }

                var numbers = x.Row(i).Slice(first, shape.Aggregate(1, (product, size) => product * size)).ToArray();

                first += numbers.Length;
                inputs.Add(metadata.ElementType == typeof(float) ? NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(numbers, shape))
                    : metadata.ElementType == typeof(double) ? NamedOnnxValue.CreateFromTensor(name, new DenseTensor<double>(Array.ConvertAll(numbers, n => (double)n), shape))
                    : NamedOnnxValue.CreateFromTensor(name, new DenseTensor<long>(Array.ConvertAll(numbers, n => (long)n), shape)));
            }

            using var results = session.Run(inputs, [output]);
            rows.Add([.. results[0].AsTensor<float>()]);
        }

        return [.. rows];
    }
}
