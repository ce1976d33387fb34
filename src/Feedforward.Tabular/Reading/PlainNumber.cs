namespace Feedforward.Tabular;

/// <summary>
/// Numbers as most files write them, such as 12, -0.5 or 3.25, read without the general parser. Fifteen digits are exact
/// in 64 bits and so is 10ᵏ up to k = 22, so one rounded division gives the nearest number, as the general parser does.
/// Source: W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990.
/// </summary>
internal static class PlainNumber
{
    private const int MostDigits = 15;

    private static ReadOnlySpan<double> PowersOfTen => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads an optional minus, digits and an optional decimal point among them; false for anything else, number or not.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, byte point, out double value)
    {
        value = 0;
        var isNegative = !text.IsEmpty && text[0] == '-';
        var digits = 0L;
        var count = 0;
        var decimals = -1;
        for (var i = isNegative ? 1 : 0; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                digits = (10 * digits) + digit;
                count++;
                decimals += decimals >= 0 ? 1 : 0;
            }
            else if (text[i] == point && decimals < 0)
            {
                decimals = 0;
            }
            else
            {
                return false;
            }

            if (count > MostDigits)
            {
                return false;
            }
        }

        if (count == 0)
        {
            return false;
        }

        value = decimals > 0 ? digits / PowersOfTen[decimals] : digits;
        value = isNegative ? -value : value;
        return true;
    }
}
