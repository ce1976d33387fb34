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

    /// <summary>
    /// How many letters must be inserted, removed, replaced, or exchanged with their neighbour (Damerau 1964, Levenshtein 1966).
    /// </summary>
    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 ? j
                    : j == 0 ? i
                    : Math.Min(
                        table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1),
                        Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }
}
