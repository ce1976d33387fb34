namespace Feedforward.Studio;

/// <summary>Words of a command that a person may copy into a shell.</summary>
internal static class ShellWord
{
    /// <summary>A word as a shell takes it.</summary>
    public static string Of(string word) => word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=,:+@%".Contains(letter, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
