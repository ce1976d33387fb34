using System.Globalization;

namespace Feedforward.Server;

/// <summary>Status codes as texts that are made once.</summary>
internal static class StatusText
{
    private static readonly string?[] s_texts = new string?[600];

    /// <summary>The text of a status code.</summary>
    public static string Of(int status) => (uint)status < (uint)s_texts.Length
        ? s_texts[status] ??= status.ToString(CultureInfo.InvariantCulture)
        : "other";
}
