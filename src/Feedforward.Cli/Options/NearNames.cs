namespace Feedforward.Cli.Options;

/// <summary>Names that somebody may have meant.</summary>
internal static class NearNames
{
    /// <summary>The names that resemble a word, the most alike first, at most three.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="names">What could have been written.</param>
    public static IReadOnlyList<string> Of(string word, IEnumerable<string> names) =>
    [
        .. names
            .Select(name => (Name: name, Distance: Distance(word.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(pair => (pair.Distance < word.Length && pair.Distance <= (word.Length < 4 ? 1 : Math.Max(2, word.Length / 3)))
                || (word.Length >= 3 && pair.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Name)
            .Take(3),
    ];

    /// <summary>How many letters must be inserted, removed or replaced (Levenshtein, 1966).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
