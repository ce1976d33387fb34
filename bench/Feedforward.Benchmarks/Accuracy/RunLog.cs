using System.Text.Json;

namespace Feedforward.Benchmarks.Accuracy;

/// <summary>The runs that are done. With a file, each is in it as soon as it is done, so that an interrupted benchmark goes on where it was.</summary>
internal sealed class RunLog
{
    private readonly string? _path;
    private readonly Dictionary<(string Set, string Model, uint Seed), TabularRun> _runs = [];

    /// <summary>Reads what is done.</summary>
    /// <param name="path">The file, which need not exist; null for none.</param>
    /// <exception cref="FormatException">A line of the file is not a run.</exception>
    public RunLog(string? path)
    {
        _path = path;
        var lines = path is not null && File.Exists(path) ? File.ReadAllLines(path) : [];
        for (var i = 0; i < lines.Length; i++)
        {
            try
            {
                using var line = JsonDocument.Parse(lines[i]);
                var run = TabularRun.Read(line.RootElement);
                _runs[(run.Set, run.Model, run.Seed)] = run;
            }
            catch (Exception fault) when (fault is JsonException or FormatException)
            {
                throw new FormatException($"Line {i + 1} of {path} is not a run; remove it or name another file.", fault);
            }
        }
    }

    /// <summary>A run that is done, or null.</summary>
    public TabularRun? Find(string set, string model, uint seed) => _runs.GetValueOrDefault((set, model, seed));

    /// <summary>Adds a run.</summary>
    public void Add(TabularRun run)
    {
        _runs.Add((run.Set, run.Model, run.Seed), run);
        if (_path is not null)
        {
            File.AppendAllText(_path, run.ToJson() + "\n");
        }
    }
}
