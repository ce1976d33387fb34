using System.Security.Cryptography;
using System.Text;

namespace Feedforward.Server;

/// <summary>The keys of which a request must present one. How long a comparison takes says nothing about them.</summary>
public sealed class ApiKeys
{
    /// <summary>A key shorter than this could be guessed.</summary>
    public const int ShortestKey = 16;

    private const int LongestKey = 255;

    private readonly byte[][] _keys;

    internal ApiKeys(IReadOnlyList<string> keys) => _keys = [.. keys.Select(key => Padded(Checked(key)))];

    internal bool AnyoneMayEnter => _keys.Length == 0;

    /// <summary>Reads a file with a key on each line; empty lines and lines that begin with # are left out.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">There is no such file, no key in it, or a key that is too short, too long or not ASCII.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"The file of keys '{path}' cannot be read: {fault.Message}", nameof(path), fault);
        }

        IReadOnlyList<string> keys = [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(Checked)];
        return keys.Count > 0
            ? keys
            : throw new ArgumentException($"The file '{path}' has no key. Put one in, such as what 'openssl rand -hex 32' prints.", nameof(path));
    }

    /// <summary>Whether a text is one of the keys.</summary>
    internal bool Accepts(ReadOnlySpan<char> presented)
    {
        var padded = new byte[LongestKey + 1];
        var fits = presented.Length is > 0 and <= LongestKey && Encoding.UTF8.GetByteCount(presented) <= LongestKey;
        if (fits)
        {
            padded[LongestKey] = (byte)Encoding.UTF8.GetBytes(presented, padded);
        }

        // Every key is compared, and each to its end.
        var found = false;
        foreach (var key in _keys)
        {
            found |= CryptographicOperations.FixedTimeEquals(key, padded);
        }

        return found & fits;
    }

    private static string Checked(string key) => key.Length is >= ShortestKey and <= LongestKey && key.All(letter => letter is > ' ' and < '\x7f')
        ? key
        : throw new ArgumentException($"A key has {ShortestKey} to {LongestKey} letters, digits and signs of ASCII without blanks, such as what 'openssl rand -hex 32' prints.");

    private static byte[] Padded(string key)
    {
        var padded = new byte[LongestKey + 1];
        padded[LongestKey] = (byte)Encoding.UTF8.GetBytes(key, padded);
        return padded;
    }
}
