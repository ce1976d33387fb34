namespace Feedforward.Tabular;

/// <summary>
/// Finds what separates the cells of a CSV text: of comma, semicolon, tab and bar the one that occurs equally often,
/// and most often, in each of the first lines, outside quotes. Where none is that regular, the most frequent one in
/// the first line; where none occurs at all, the comma (a file of one column).
/// </summary>
internal static class DelimiterDetection
{
    private const int Lines = 25;

    public static ReadOnlySpan<char> Candidates => [',', ';', '\t', '|'];

    public static char Detect(ReadOnlySpan<char> text, bool textIsComplete, bool decimalComma)
    {
        var best = (Regular: false, Count: 0, Delimiter: decimalComma ? ';' : ',');
        foreach (var candidate in Candidates)
        {
            if (decimalComma && candidate == ',')
            {
                continue;
            }

            var (first, regular) = Count(text, textIsComplete, candidate);
            if (first > 0 && (regular, first).CompareTo((best.Regular, best.Count)) > 0)
            {
                best = (regular, first, candidate);
            }
        }

        return best.Delimiter;
    }

    /// <summary>How often the candidate occurs in the first line, and whether it does so in every line looked at.</summary>
    private static (int First, bool Regular) Count(ReadOnlySpan<char> text, bool textIsComplete, char candidate)
    {
        var (first, count, lines, quoted, regular, blank) = (-1, 0, 0, false, true, true);
        foreach (var c in text)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }

            if (quoted || c is not ('\n' or '\r'))
            {
                blank = false;
                count += !quoted && c == candidate ? 1 : 0;
                continue;
            }

            if (!blank)
            {
                first = first < 0 ? count : first;
                regular &= count == first;
                lines++;
            }

            (count, blank) = (0, true);
            if (lines == Lines)
            {
                return (first, regular);
            }
        }

        if (!blank && (textIsComplete || first < 0))
        {
            first = first < 0 ? count : first;
            regular &= count == first;
        }

        return (Math.Max(first, 0), regular);
    }
}
