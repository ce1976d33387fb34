namespace Feedforward.Server;

/// <summary>A model to serve.</summary>
/// <param name="Name">What it is called in addresses and metrics: letters, digits, dots, dashes and underscores.</param>
/// <param name="Path">Its file.</param>
public sealed record ModelSource(string Name, string Path)
{
    private const int LongestName = 64;

    /// <summary>Reads <c>NAME=FILE</c> or <c>FILE</c>, whose name is then the file's without its ending.</summary>
    /// <param name="word">The word of a command line.</param>
    /// <exception cref="ArgumentException">The name has characters that do not belong into an address; the message says which may be.</exception>
    public static ModelSource Parse(string word)
    {
        ArgumentException.ThrowIfNullOrEmpty(word);
        var split = File.Exists(word) ? -1 : word.IndexOf('=', StringComparison.Ordinal);
        var (name, path) = split < 0 ? (System.IO.Path.GetFileNameWithoutExtension(word), word) : (word[..split], word[(split + 1)..]);
        return IsName(name)
            ? new ModelSource(name, path)
            : throw new ArgumentException(
                $"'{name}' cannot be a model's name: it is part of addresses, and has 1 to {LongestName} letters (a to z), digits, dots, dashes and underscores. Write NAME={path}.", nameof(word));
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name[0] != '.'
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');
}
