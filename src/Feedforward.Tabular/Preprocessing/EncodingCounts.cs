namespace Feedforward.Tabular;

/// <summary>Counts cells that the training part did not prepare the model for.</summary>
public sealed class EncodingCounts
{
    private readonly SortedDictionary<string, long> _unseen = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _missing = new(StringComparer.Ordinal);

    /// <summary>For each column how many cells held a category that the model does not tell apart.</summary>
    public IReadOnlyDictionary<string, long> UnseenCategories => _unseen;

    /// <summary>For each column how many cells were missing although none was in the training part.</summary>
    public IReadOnlyDictionary<string, long> UnseenMissing => _missing;

    /// <summary>What was counted, for a person to read.</summary>
    public IReadOnlyList<Notice> ToNotices() =>
    [
        .. _unseen.Select(pair => new Notice(
            NoticeKind.UnseenCategory, pair.Key, $"Column '{pair.Key}': {pair.Value} cells hold a category that the model does not know; they count as none of those it knows.")),
        .. _missing.Select(pair => new Notice(
            NoticeKind.UnseenMissing, pair.Key, $"Column '{pair.Key}': {pair.Value} cells are missing, which the training part had nowhere; they are treated as average.")),
    ];

    /// <summary>Adds what another count found; safe to call from several threads.</summary>
    internal void Add(EncodingCounts other)
    {
        lock (_unseen)
        {
            foreach (var (column, count) in other._unseen)
            {
                _unseen[column] = _unseen.GetValueOrDefault(column) + count;
            }

            foreach (var (column, count) in other._missing)
            {
                _missing[column] = _missing.GetValueOrDefault(column) + count;
            }
        }
    }

    /// <summary>What was counted, for <see cref="Merge"/>.</summary>
    internal void Write(BinaryWriter writer)
    {
        foreach (var counts in (SortedDictionary<string, long>[])[_unseen, _missing])
        {
            writer.Write(counts.Count);
            foreach (var (column, count) in counts)
            {
                writer.Write(column);
                writer.Write(count);
            }
        }
    }

    /// <summary>Adds what another process has counted.</summary>
    internal void Merge(BinaryReader reader)
    {
        foreach (var counts in (SortedDictionary<string, long>[])[_unseen, _missing])
        {
            for (var columns = reader.ReadInt32(); columns > 0; columns--)
            {
                var column = reader.ReadString();
                counts[column] = counts.GetValueOrDefault(column) + reader.ReadInt64();
            }
        }
    }

    internal void AddUnseen(string column) => _unseen[column] = _unseen.GetValueOrDefault(column) + 1;

    internal void AddMissing(string column) => _missing[column] = _missing.GetValueOrDefault(column) + 1;
}
