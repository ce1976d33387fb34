using System.Globalization;
using System.Text;
using Feedforward.Randomness;

namespace Feedforward.Benchmarks.Streaming;

/// <summary>A CSV file of numbers and a number that follows from the first six of them, with noise.</summary>
internal static class GeneratedRows
{
    /// <summary>The columns that matter.</summary>
    private const int Used = 6;

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns beside the target, 6 or more.</param>
    public static void Write(string path, long rows, int columns)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), bufferSize: 1 << 20);
        file.Write(string.Join(',', Enumerable.Range(0, columns).Select(i => $"x{i}")) + ",y\n");
        Span<char> cell = stackalloc char[16];
        var x = new float[columns];
        for (var row = 0L; row < rows; row++)
        {
            var random = new RandomStream((ulong)row, RandomPurpose.Data);
            for (var i = 0; i < columns; i++)
            {
                x[i] = random.Uniform(i, -1, 1);
                _ = x[i].TryFormat(cell, out var length, "0.0000", CultureInfo.InvariantCulture);
                file.Write(cell[..length]);
                file.Write(',');
            }

            var y = Math.Sin(3 * x[0]) + (2 * x[1] * x[2]) + (x[3] > 0 ? x[4] : -x[4]) + (Math.Cos(5 * x[Used - 1]) / 2) + (0.1 * random.Normal(columns));
            file.Write(y.ToString("0.0000", CultureInfo.InvariantCulture));
            file.Write('\n');
        }
    }
}
