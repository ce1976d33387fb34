using System.Text;

namespace Feedforward.Onnx.SourceCode;

/// <summary>From the names of columns to names in C#, each once.</summary>
internal sealed class Identifiers
{
    /// <summary>What every record has already, or may not have.</summary>
    private static readonly string[] Taken =
    [
        "Input", "Clone", "Deconstruct", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone",
        "PrintMembers", "ReferenceEquals", "ToString",
    ];

    private readonly HashSet<string> _taken = new(Taken, StringComparer.Ordinal);

    /// <summary>A name with capital letters at the beginnings of words: <c>hours-per-week</c> becomes <c>HoursPerWeek</c>.</summary>
    public string Of(string name)
    {
        var first = Pascal(name);
        var identifier = first;
        for (var number = 2; !_taken.Add(identifier); number++)
        {
            identifier = first + "_" + Literals.Of(number);
        }

        return identifier;
    }

    /// <summary>The same without a look at other names.</summary>
    public static string Pascal(string name)
    {
        var identifier = new StringBuilder();
        var isStart = true;
        foreach (var letter in name)
        {
            var isPart = char.IsLetter(letter) || (char.IsDigit(letter) && identifier.Length > 0);
            if (isPart)
            {
                identifier.Append(isStart ? char.ToUpperInvariant(letter) : letter);
            }
            else if (char.IsDigit(letter))
            {
                identifier.Append("Column").Append(letter);
                isPart = true;
            }

            isStart = !isPart;
        }

        return identifier.Length > 0 ? identifier.ToString() : "Column";
    }
}
