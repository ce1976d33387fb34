using System.Globalization;
using System.Text;

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

    /// <summary>Writes the table, trains a model on it and gives both paths.</summary>
    public static async Task<(string Data, string Model)> TrainAsync(TemporaryFolder folder)
    {
        var data = folder.Write("people.csv", Csv());
        var answer = await CommandLine.RunAsync("train", data, "--target", "tall", "--preset", "plain", "--epochs", "60", "--out", folder["people.onnx"]);
        Assert.True(answer.ExitCode == 0, answer.Error);
        return (data, folder["people.onnx"]);
    }
}
