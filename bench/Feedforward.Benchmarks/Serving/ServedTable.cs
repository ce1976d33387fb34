using System.Globalization;
using System.Text;
using Feedforward.Onnx;
using Feedforward.Tabular;

namespace Feedforward.Benchmarks.Serving;

/// <summary>The models that are served: of a made-up table in the shape of census data (6 numbers, 8 categories, two classes), and of 32 numbers.</summary>
internal static class ServedTable
{
    private static readonly int[] s_categories = [9, 16, 7, 15, 6, 5, 2, 42];

    /// <summary>The names of the models.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mixed columns", "numbers"];

    /// <summary>Trains a model, writes its file and gives a record for it.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="path">The file.</param>
    /// <returns>A record as JSON.</returns>
    public static string Write(string name, string path)
    {
        var mixed = name == Names[0];
        var (numbers, categories) = mixed ? (6, s_categories) : (32, []);
        var random = new Random(1);
        var text = new StringBuilder(string.Join(',', Enumerable.Range(0, numbers).Select(i => $"n{i}").Concat(categories.Select((_, i) => $"c{i}")).Append("y"))).Append('\n');
        for (var row = 0; row < 2000; row++)
        {
            var sum = 0.0;
            for (var i = 0; i < numbers; i++)
            {
                var value = Math.Round(random.NextDouble() * 100, 2);
                sum += (value - 50) / (i + 1);
                text.Append(CultureInfo.InvariantCulture, $"{value},");
            }

            foreach (var count in categories)
            {
                var value = random.Next(count);
                sum += value % 3 == 0 ? 5 : -2;
                text.Append(CultureInfo.InvariantCulture, $"kind-{value},");
            }

            text.Append(sum > 0 ? "yes\n" : "no\n");
        }

        using var rows = TableFile.OpenCsv(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())));
        var model = TabularTrainer.Fit(Table.Read(rows), new TabularOptions { Target = "y", Hidden = [64, 32], Epochs = 3, Seed = 1 }).Model;
        ModelFile.Save(model, path);
        return "{" + string.Join(',', model.Schema.Features.Select((feature, i) => feature.Kind == ColumnKind.Number
            ? FormattableString.Invariant($"\"{feature.Name}\":{10.5 + i}")
            : $"\"{feature.Name}\":\"kind-1\"")) + "}";
    }
}
