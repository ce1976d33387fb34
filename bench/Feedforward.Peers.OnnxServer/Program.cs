// The reference for `benchmarks serve`: what a C# programmer writes who serves a model file with ONNX Runtime.
// One record of named columns in, label and probabilities out. usage: MODEL
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Json.Default));
builder.WebHost.UseUrls("http://127.0.0.1:0");
var app = builder.Build();

// One thread per call: for one row a second one only costs.
using var options = new Microsoft.ML.OnnxRuntime.SessionOptions { IntraOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
using var session = new InferenceSession(args[0], options);
app.MapPost("/predict", (Dictionary<string, JsonElement> record) =>
{
    var inputs = session.InputMetadata.Select(input => input.Value.ElementDataType == TensorElementType.String
        ? NamedOnnxValue.CreateFromTensor(input.Key, new DenseTensor<string>(new[] { record[input.Key].GetString() ?? "" }, [1, 1]))
        : NamedOnnxValue.CreateFromTensor(input.Key, new DenseTensor<float>(new[] { record[input.Key].GetSingle() }, [1, 1]))).ToList();
    using var results = session.Run(inputs);
    return new Answer(results[0].AsTensor<string>()[0], [.. results[1].AsTensor<float>()]);
});
await app.StartAsync();
Console.WriteLine($"serving {args[0]} on {app.Urls.First()}");
await app.WaitForShutdownAsync();

internal sealed record Answer(string Label, float[] Probabilities);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(Answer))]
internal sealed partial class Json : JsonSerializerContext;
