using System.Globalization;
using System.Text;

namespace Feedforward.Studio;

/// <summary>
/// The events of a run in a file, one on each line behind its number, written before anyone is told: a studio that was killed knows what its
/// pages have seen.
/// </summary>
internal sealed class RunJournal(string path) : IDisposable
{
    private readonly Lock _lock = new();
    private FileStream? _file;

    /// <summary>Adds an event.</summary>
    public void Add(long id, ReadOnlySpan<byte> json)
    {
        lock (_lock)
        {
            if (_file is null)
            {
                _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
                DropTornLine(_file);
            }

            _file.Write(Encoding.ASCII.GetBytes(id.ToString(CultureInfo.InvariantCulture) + " "));
            _file.Write(json);
            _file.Write("\n"u8);
            _file.Flush();
        }
    }

    /// <summary>The events so far, oldest first. The last line is left out where it was torn.</summary>
    public IReadOnlyList<(long Id, ReadOnlyMemory<byte> Json)> Read()
    {
        lock (_lock)
        {
            if (!File.Exists(path))
            {
                return [];
            }

            byte[] bytes;
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            {
                bytes = new byte[file.Length];
                file.ReadExactly(bytes);
            }

            var events = new List<(long, ReadOnlyMemory<byte>)>();
            for (var start = 0; start < bytes.Length;)
            {
                var length = bytes.AsSpan(start).IndexOf((byte)'\n');
                if (length < 0)
                {
                    break;
                }

                var line = bytes.AsMemory(start, length);
                var space = line.Span.IndexOf((byte)' ');
                if (space > 0 && long.TryParse(line.Span[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                {
                    events.Add((id, line[(space + 1)..]));
                }

                start += length + 1;
            }

            return events;
        }
    }

    /// <summary>Begins anew: what was there is of no interest any more.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
            File.Delete(path);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private static void DropTornLine(FileStream file)
    {
        var end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
            {
                break;
            }

            end--;
        }

        file.SetLength(end);
        file.Position = end;
    }
}
