using System.Globalization;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace Feedforward.Cli.Tests;

/// <summary>A small table whose target follows from its columns: tall people who are not from Ulm.</summary>
internal static class People
{
    public static string Csv(int rows = 120)
    {
        var text = new StringBuilder("id,height,city,tall\n");
        for (var i = 0; i < rows; i++)
        {
            var height = 150 + (i * 7 % 50);
            var city = (i % 3) switch { 0 => "Ulm", 1 => "Bonn", _ => "\"Halle, Saale\"" };
            text.Append(CultureInfo.InvariantCulture, $"{i + 1},{height},{city},{(height > 175 && i % 3 != 0 ? "yes" : "no")}\n");
        }

        return text.ToString();
    }

    /// <summary>Such people in row groups of so many; those of the fourth group are from Jena instead of Bonn.</summary>
    public static async Task WriteParquetAsync(string path, params int[] groups)
    {
        var schema = new ParquetSchema(new DataField<double>("height"), new DataField<string>("city"), new DataField<bool>("tall"));
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, stream, cancellationToken: TestContext.Current.CancellationToken);
        var next = 0;
        for (var group = 0; group < groups.Length; group++)
        {
            using var rows = writer.CreateRowGroup();
            int[] people = [.. Enumerable.Range(next, groups[group])];
            await rows.WriteAsync<double>(schema.DataFields[0], Array.ConvertAll(people, Height), cancellationToken: TestContext.Current.CancellationToken);
            await rows.WriteAsync(schema.DataFields[1], [.. people.Select(i => i % 3 == 0 ? "Ulm" : i % 3 == 2 ? "Halle" : group == 3 ? "Jena" : "Bonn")]);
            await rows.WriteAsync<bool>(schema.DataFields[2], Array.ConvertAll(people, i => Height(i) > 175 && i % 3 != 0), cancellationToken: TestContext.Current.CancellationToken);
            next += groups[group];
        }

        static double Height(int i) => 150 + (i * 7 % 50);
    }

    /// <summary>Writes the table, trains a model on it and gives both paths.</summary>
    public static async Task<(string Data, string Model)> TrainAsync(TemporaryFolder folder)
    {
        var data = folder.Write("people.csv", Csv());
        var answer = await CommandLine.RunAsync("train", data, "--target", "tall", "--preset", "plain", "--epochs", "60", "--out", folder["people.onnx"]);
        Assert.True(answer.ExitCode == 0, answer.Error);
        return (data, folder["people.onnx"]);
    }
}
