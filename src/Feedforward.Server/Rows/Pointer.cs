using System.Globalization;

namespace Feedforward.Server;

/// <summary>JSON pointers as URI fragments (RFC 6901, section 6).</summary>
internal static class Pointer
{
    /// <summary>The whole document.</summary>
    public const string Root = "#";

    /// <summary>A member of an object.</summary>
    public static string Of(string parent, string name) =>
        $"{parent}/{Uri.EscapeDataString(Shortened(name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))}";

    /// <summary>An element of an array.</summary>
    public static string Of(string parent, int index) => string.Create(CultureInfo.InvariantCulture, $"{parent}/{index}");

    /// <summary>At most so much of what somebody sent as belongs into an answer; never half of a character.</summary>
    public static string Shortened(string text)
    {
        const int Most = 80;
        return text.Length <= Most ? text : text[..(char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most)] + "…";
    }
}
