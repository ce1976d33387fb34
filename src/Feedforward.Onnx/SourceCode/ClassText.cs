using System.Buffers.Binary;
using System.Text;

namespace Feedforward.Onnx.SourceCode;

/// <summary>
/// The class as it grows: the model's own methods, the arrays they need, and those of the general functions that are used. What is
/// written depends on nothing but the model.
/// </summary>
internal sealed class ClassText
{
    /// <summary>Up to so many numbers all arrays are written as numbers; beyond, the longer ones as base64, which compiles faster and is shorter.</summary>
    private const int MostPlainNumbers = 2_000;

    /// <summary>An array as short as this is always written as numbers.</summary>
    private const int ShortArray = 32;

    private const int Width = 120;
    private const int Base64Width = 116;

    private readonly List<string> _methods = [];
    private readonly List<(string Name, string Comment, float[] Values)> _numbers = [];
    private readonly List<string> _texts = [];
    private readonly SortedSet<string> _functions = new(StringComparer.Ordinal);

    /// <summary>The names of the members so far.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a method of the model's own, without indentation.</summary>
    public void Method(string name, string text)
    {
        Names.Add(name);
        _methods.Add(text);
    }

    /// <summary>Adds an array of numbers; returns its name.</summary>
    public string Numbers(string name, ReadOnlySpan<float> values, string comment)
    {
        Names.Add(name);
        _numbers.Add((name, comment, values.ToArray()));
        return name;
    }

    /// <summary>Adds the places of texts, counted from 0; returns the name.</summary>
    public string Places(string name, IReadOnlyList<string> texts)
    {
        Names.Add(name);
        Use("Places");
        _texts.Add(
            $"    private static readonly Dictionary<string, int> {name} = Places(\n{Wrapped(texts.Select(Literals.Of), 8)});");
        return name;
    }

    /// <summary>Marks a general function as used, with those that it uses itself; returns its name.</summary>
    public string Use(string function)
    {
        Names.Add(function);
        if (_functions.Add(function))
        {
            foreach (var other in Functions.UsedBy(function))
            {
                Use(other);
            }
        }

        return function;
    }

    /// <summary>The members, from the most to the least interesting.</summary>
    public string Members()
    {
        var isPlain = _numbers.Sum(array => (long)array.Values.Length) <= MostPlainNumbers;
        var arrays = _numbers.Select(array => Array(array.Name, array.Comment, array.Values, isPlain)).ToList();
        var members = _methods.Select(Indented)
            .Concat(_functions.Select(function => Indented(Functions.TextOf(function))))
            .Concat(_texts)
            .Concat(arrays);
        return string.Join("\n\n", members);
    }

    /// <summary>Elements with commas, as many on a line as fit.</summary>
    public static string Wrapped(IEnumerable<string> elements, int indentation)
    {
        var (text, line) = (new StringBuilder(), new StringBuilder(new string(' ', indentation)));
        var isFirst = true;
        foreach (var element in elements)
        {
            if (!isFirst)
            {
                line.Append(',');
                if (line.Length + element.Length + 2 > Width)
                {
                    text.Append(line).Append('\n');
                    line.Clear().Append(' ', indentation - 1);
                }

                line.Append(' ');
            }

            line.Append(element);
            isFirst = false;
        }

        return text.Append(line).ToString();
    }

    private string Array(string name, string comment, float[] values, bool isPlain)
    {
        var start = $"    /// <summary>{Literals.Comment(comment)}</summary>\n    private static readonly float[] {name} =";
        if (isPlain || values.Length <= ShortArray)
        {
            return values.Length == 0
                ? $"{start} new float[0];"
                : $"{start}\n    {{\n{Wrapped(values.Select(Literals.Of), 8)},\n    }};";
        }

        Use("Numbers");
        var bytes = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        var base64 = Convert.ToBase64String(bytes);
        var lines = base64.Chunk(Base64Width).Select(chunk => "        " + new string(chunk));
        return $"{start} Numbers(\"\"\"\n{string.Join('\n', lines)}\n        \"\"\"u8);";
    }

    private static string Indented(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length > 0 ? "    " + line : line));
}
