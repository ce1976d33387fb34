using System.Globalization;
using System.Text;

namespace Feedforward.Onnx.SourceCode;

/// <summary>
/// Values as they are written in C#. What comes from a model file may hold any letters: nothing of it can end the literal or the
/// comment that it stands in.
/// </summary>
internal static class Literals
{
    /// <summary>A number that reads back as the same bits.</summary>
    public static string Of(float value) => value switch
    {
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        _ when float.IsNaN(value) => "float.NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture) + "f",
    };

    /// <summary>A whole number.</summary>
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text.</summary>
    public static string Of(string text)
    {
        var literal = new StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                literal.Append(text, i++, 2);
            }
            else if (text[i] is '"' or '\\')
            {
                literal.Append('\\').Append(text[i]);
            }
            else if (IsPlain(text[i]))
            {
                literal.Append(text[i]);
            }
            else
            {
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:X4}");
            }
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A text within a comment of documentation: on one line, and no mark-up.</summary>
    public static string Comment(string text) => string
        .Concat(text.Select(letter => IsPlain(letter) || char.IsSurrogate(letter) ? letter : ' '))
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>A letter that can be seen and ends no line.</summary>
    private static bool IsPlain(char letter) => char.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
