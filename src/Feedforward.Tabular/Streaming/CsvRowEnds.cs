namespace Feedforward.Tabular;

/// <summary>
/// Where rows of a CSV text end: at a line feed outside quotes. A quote opens only at the beginning of a cell and closes where it
/// is not written twice; any other is a character like others.
/// </summary>
internal static class CsvRowEnds
{
    /// <summary>How many bytes the first row has, its line end included; 0 where none ends in these bytes.</summary>
    public static int First(ReadOnlySpan<byte> bytes, byte delimiter) =>
        bytes.IndexOf((byte)'\n') is var end && bytes[..(end + 1)].Contains((byte)'"') ? Walk(bytes, delimiter, last: false) : end + 1;

    /// <summary>How many bytes there are up to the end of the last row that ends in them; 0 where none does.</summary>
    public static int Last(ReadOnlySpan<byte> bytes, byte delimiter) =>
        bytes.Contains((byte)'"') ? Walk(bytes, delimiter, last: true) : bytes.LastIndexOf((byte)'\n') + 1;

    private static int Walk(ReadOnlySpan<byte> bytes, byte delimiter, bool last)
    {
        var (end, isQuoted, isCellStart) = (0, false, true);
        for (var i = 0; i < bytes.Length; i++)
        {
            var value = bytes[i];
            if (isQuoted)
            {
                // Of a quote written twice the second opens again what the first closed.
                isQuoted = value != '"';
                isCellStart = !isQuoted;
            }
            else if (value == '"' && isCellStart)
            {
                isQuoted = true;
            }
            else
            {
                isCellStart = value == delimiter || value is (byte)'\n' or (byte)'\r';
                if (value == '\n')
                {
                    end = i + 1;
                    if (!last)
                    {
                        break;
                    }
                }
            }
        }

        return end;
    }
}
