using System.Text;
using System.Text.Json;

namespace Feedforward.Benchmarks.Accuracy;

/// <summary>What one model reached on one set and split; ours and the peers' are written alike, one JSON object in a line.</summary>
/// <param name="Set">The data set.</param>
/// <param name="Model">Our preset, or the peer.</param>
/// <param name="Seed">The seed of the split and the model.</param>
/// <param name="Threads">The threads it trained with.</param>
/// <param name="FitRows">The rows it could learn from.</param>
/// <param name="TestRows">The rows it was judged on.</param>
/// <param name="Figures">The figures by name, in a fixed order.</param>
/// <param name="FitSeconds">The time of training, with its preprocessing.</param>
internal sealed record TabularRun(
    string Set, string Model, uint Seed, int Threads, int FitRows, int TestRows, IReadOnlyDictionary<string, double> Figures, double FitSeconds)
{
    private static readonly HashSet<string> s_others = ["set", "model", "seed", "threads", "fit_rows", "test_rows", "fit_seconds"];

    /// <summary>The line.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("set", Set);
            json.WriteString("model", Model);
            json.WriteNumber("seed", Seed);
            json.WriteNumber("threads", Threads);
            json.WriteNumber("fit_rows", FitRows);
            json.WriteNumber("test_rows", TestRows);
            foreach (var (name, value) in Figures)
            {
                json.WriteNumber(name, value);
            }

            json.WriteNumber("fit_seconds", FitSeconds);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads what <see cref="ToJson"/> or a peer's program wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static TabularRun Read(JsonElement run)
    {
        try
        {
            return new(
                run.GetProperty("set").GetString()!,
                run.GetProperty("model").GetString()!,
                run.GetProperty("seed").GetUInt32(),
                run.GetProperty("threads").GetInt32(),
                run.GetProperty("fit_rows").GetInt32(),
                run.GetProperty("test_rows").GetInt32(),
                new OrderedDictionary<string, double>(run.EnumerateObject()
                    .Where(field => !s_others.Contains(field.Name))
                    .Select(field => KeyValuePair.Create(field.Name, field.Value.GetDouble()))),
                run.GetProperty("fit_seconds").GetDouble());
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"This is not a run: {run}", fault);
        }
    }
}
