using Microsoft.AspNetCore.Http;

namespace Feedforward.Server;

/// <summary>What a body is said to be.</summary>
internal static class MediaType
{
    /// <summary>Compressed bodies may become any size.</summary>
    public static Problem Compressed { get; } = new(415, "Compressed bodies are not taken. Send it without compression.");

    /// <summary>Whether a body is said to be of a type, in UTF-8 and without compression; else what is wrong.</summary>
    /// <param name="headers">The request's.</param>
    /// <param name="taken">The types that are taken; the place of the one it is comes back.</param>
    /// <param name="found">The place among <paramref name="taken"/>.</param>
    public static Problem? Check(IHeaderDictionary headers, ReadOnlySpan<string> taken, out int found)
    {
        found = -1;
        if (headers.ContentEncoding.Count > 0 && headers.ContentEncoding != "identity")
        {
            return Compressed;
        }

        var text = headers.ContentType is [{ } only] ? only.AsSpan() : default;
        var end = text.IndexOf(';');
        var type = (end < 0 ? text : text[..end]).Trim();
        for (var i = 0; i < taken.Length; i++)
        {
            found = type.Equals(taken[i], StringComparison.OrdinalIgnoreCase) ? i : found;
        }

        if (found < 0)
        {
            return new Problem(415, $"A body here is {string.Join(" or ", taken.ToArray())}; say so in Content-Type. {(type.IsEmpty ? "Nothing was said." : $"It was said to be '{Pointer.Shortened(type.ToString())}'.")}");
        }

        return end >= 0 && Charset(text[end..]) is { IsEmpty: false } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? new Problem(415, $"Texts are taken in UTF-8, not in '{Pointer.Shortened(charset.ToString())}'.")
            : null;
    }

    /// <summary>Whether a client asks for a type in the first place.</summary>
    public static bool Prefers(IHeaderDictionary headers, string type) =>
        headers.Accept is [{ } accept] && accept.AsSpan().TrimStart().StartsWith(type, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Charset(ReadOnlySpan<char> parameters)
    {
        const string Name = "charset=";
        var start = parameters.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return default;
        }

        var value = parameters[(start + Name.Length)..];
        var end = value.IndexOf(';');
        return (end < 0 ? value : value[..end]).Trim().Trim('"');
    }
}
