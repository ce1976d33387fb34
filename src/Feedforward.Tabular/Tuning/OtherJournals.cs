using System.Text;

namespace Feedforward.Tabular.Tuning;

/// <summary>
/// The journals of other processes that do trials of the same search: parts beside the journal of all, one for each helper, and for a
/// helper that journal too. They are read while they grow, whole lines alone.
/// </summary>
/// <param name="journal">The journal of all.</param>
/// <param name="own">This process's own, which is not read.</param>
/// <param name="lines">Their lines.</param>
internal sealed class OtherJournals(string journal, string own, TrialLines lines)
{
    private const string PartName = ".part-";
    private readonly string _all = Path.GetFullPath(journal);
    private readonly string _own = Path.GetFullPath(own);
    private readonly Dictionary<string, (long Bytes, int Lines)> _read = [];

    /// <summary>A name for a new part.</summary>
    public static string NewPart(string journal) => $"{journal}{PartName}{Guid.NewGuid():N}";

    /// <summary>The trials that have come since the last call.</summary>
    /// <exception cref="DataException">A journal is of another search or damaged; the message says which.</exception>
    public IReadOnlyList<Trial> Receive()
    {
        var trials = new List<Trial>();
        foreach (var path in Parts().Append(_all).Where(path => path != _own && File.Exists(path)))
        {
            Read(path, trials);
        }

        return trials;
    }

    /// <summary>Lets go of this process's own part, which has no trial.</summary>
    public void DeleteOwn() => File.Delete(_own);

    /// <summary>Lets go of the parts; what they had is in the journal of all.</summary>
    public void DeleteParts()
    {
        foreach (var path in Parts())
        {
            File.Delete(path);
        }
    }

    private IEnumerable<string> Parts() =>
        Directory.EnumerateFiles(Path.GetDirectoryName(_all)!, Path.GetFileName(_all) + PartName + "*");

    private void Read(string path, List<Trial> trials)
    {
        var (position, count) = _read.GetValueOrDefault(path);
        byte[] bytes;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length <= position)
            {
                return;
            }

            file.Position = position;
            bytes = new byte[file.Length - position];
            file.ReadExactly(bytes);
        }
        catch (FileNotFoundException)
        {
            // The leader has all of it and took it away.
            return;
        }

        var end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (++count == 1)
            {
                lines.Check(line, path);
            }
            else
            {
                trials.Add(lines.Read(line, path, count));
            }
        }

        _read[path] = (position + end, count);
    }
}
