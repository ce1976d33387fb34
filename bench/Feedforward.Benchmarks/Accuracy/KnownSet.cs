using System.Text.Json;
using Feedforward.Benchmarks.Results;
using Feedforward.Tabular;

namespace Feedforward.Benchmarks.Accuracy;

/// <summary>A data set that the benchmark can read: the file NAME.csv of a folder.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Target">The column to predict.</param>
/// <param name="Task">What is to be predicted.</param>
/// <param name="Categories">Columns that are categories although they look like numbers.</param>
internal sealed record KnownSet(string Name, string Target, LearningTask Task, IReadOnlyList<string> Categories)
{
    /// <summary>The figure that is compared: the share of wrong classes, or the error in standard deviations of the test target.</summary>
    public string Figure => Task == LearningTask.Regression ? "nrmse" : "err";

    /// <summary>The sets that a folder describes in its <c>sets.json</c>, or else those the repository knows.</summary>
    /// <exception cref="FormatException">The description cannot be understood.</exception>
    public static IReadOnlyList<KnownSet> Described(string folder)
    {
        var own = Path.Combine(folder, "sets.json");
        var path = File.Exists(own) ? own : Path.Combine(Repository.Root, "bench", "peers", "tabular-sets.json");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. document.RootElement.EnumerateArray().Select(Read)];
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"""{path} is no list of sets such as [{"{"} "name": "iris", "target": "species", "task": "multiclass" {"}"}]: {fault.Message}""", fault);
        }
    }

    /// <summary>The rows that have a target.</summary>
    /// <param name="folder">Where the file is.</param>
    /// <param name="threads">The most threads; 0 for all processors.</param>
    /// <exception cref="DataException">The file cannot be read, or has no such column.</exception>
    public Table Load(string folder, int threads)
    {
        // Peers take nothing but the empty cell for a missing value.
        var options = new ReadOptions { Delimiter = ',', MissingMarks = [], Types = Types, Threads = threads };
        var table = Table.Load(Path.Combine(folder, Name + ".csv"), options);
        var target = table[Target];
        return target.MissingCount == 0
            ? table
            : table.Select([.. Enumerable.Range(0, table.Rows).Where(row => !target.IsMissing(row))]);
    }

    /// <summary>What is said about the columns; the rest is inferred.</summary>
    public IReadOnlyDictionary<string, ColumnKind> Types => Categories.ToDictionary(name => name, _ => ColumnKind.Category);

    /// <summary>What the columns of the loaded rows mean.</summary>
    /// <param name="table">The rows.</param>
    public Schema SchemaOf(Table table) => Schema.Infer(table, new SchemaOptions { Target = Target, Task = Task, Types = Types }).Schema;

    private static KnownSet Read(JsonElement set) => new(
        set.GetProperty("name").GetString()!,
        set.GetProperty("target").GetString()!,
        set.GetProperty("task").GetString() switch
        {
            "binary" => LearningTask.Binary,
            "multiclass" => LearningTask.Multiclass,
            "regression" => LearningTask.Regression,
            var other => throw new FormatException($"the task '{other}' is none of binary, multiclass, regression."),
        },
        set.TryGetProperty("categories", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : []);
}
