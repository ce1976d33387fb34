using Feedforward.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedforward.MLNet.Tests;

/// <summary>A made-up flower, of one of three kinds, with a missing number now and then, and how it is trained here.</summary>
internal sealed class Flower
{
    public const int Count = 300;

    public float Length { get; set; }

    public float Width { get; set; }

    public string Colour { get; set; } = "";

    public string Kind { get; set; } = "";

    public bool IsTall { get; set; }

    public float Height { get; set; }

    public static IReadOnlyList<Flower> All { get; } = [.. Enumerable.Range(0, Count).Select(i =>
    {
        var (length, width) = ((i * 31 % 97 / 10f) + 1, i * 57 % 89 * 100f);
        var colour = (i % 3) switch { 0 => "red", 1 => "blue", _ => "white" };
        var height = (length * 3) + (width / 1000) + (colour == "red" ? 5 : 0);
        return new Flower
        {
            Length = length,
            Width = i % 17 == 0 ? float.NaN : width,
            Colour = colour,
            Height = height,
            IsTall = height > 24,
            Kind = height > 30 ? "rose" : height > 18 ? "aster" : "lily",
        };
    })];

    /// <summary>Length, width and the three colours one by one.</summary>
    public static IEstimator<ITransformer> Features(MLContext context) => context.Transforms.Categorical.OneHotEncoding("Colours", nameof(Colour))
        .Append(context.Transforms.Concatenate("Features", nameof(Length), nameof(Width), "Colours"));

    /// <summary>A short training.</summary>
    public static TabularOptions Options(string label, string? preset = null) => new()
    {
        Target = label,
        Preset = preset,
        Hidden = preset is null ? [16] : null,
        Epochs = preset is null ? 40 : 12,
        LearningRate = 0.02,
        Seed = 3,
        Threads = 1,
    };

    public static IDataView View(MLContext context) => context.Data.LoadFromEnumerable(All);

    /// <summary>The columns of a view's rows.</summary>
    public static T[] Column<T>(IDataView view, string name) => [.. view.GetColumn<T>(name)];
}
