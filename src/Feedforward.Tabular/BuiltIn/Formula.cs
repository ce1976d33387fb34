using System.Globalization;

namespace Feedforward.Tabular.BuiltIn;

/// <summary>
/// A function of one or two numbers, read from a text such as <c>sin(2*pi*x) + x^2/3</c>: numbers, <c>+ - * / ^</c>, parentheses, <c>pi</c>, <c>e</c>,
/// <c>sin cos exp log sqrt abs tanh</c>, and the inputs <c>x</c>, or <c>x1</c> and <c>x2</c>. Powers bind most tightly and to the right, so that −x^2 is −(x²).
/// </summary>
internal sealed class Formula
{
    /// <summary>The longest text.</summary>
    public const int MaximumLength = 1000;

    /// <summary>Parentheses and signs within one another: as each takes the machine's stack, there is an end.</summary>
    private const int MaximumDepth = 100;

    private const string Known = "x, x1, x2, pi, e, sin, cos, exp, log, sqrt, abs, tanh";

    private static readonly Dictionary<string, Func<double, double>> Functions = new()
    {
        ["sin"] = Math.Sin,
        ["cos"] = Math.Cos,
        ["exp"] = Math.Exp,
        ["log"] = Math.Log,
        ["sqrt"] = Math.Sqrt,
        ["abs"] = Math.Abs,
        ["tanh"] = Math.Tanh,
    };

    private readonly Func<double, double, double> _value;
    private int _at;
    private int _depth;
    private bool _hasPlainX;

    private Formula(string text)
    {
        Text = text;
        _value = Sum();
        if (_at < text.Length)
        {
            throw Fault(_at, text[_at] == ')' ? "this ')' closes nothing" : $"'{text[_at]}' was not expected; an operator (+ - * / ^) or the end was");
        }
    }

    /// <summary>What was read.</summary>
    public string Text { get; }

    /// <summary>How many inputs it has: 1 (x or x1) or 2 (x1 and x2).</summary>
    public int Inputs { get; private set; } = 1;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The formula.</param>
    /// <exception cref="ArgumentException">It is none; the message names the position, counted from 1, and what was expected.</exception>
    public static Formula Parse(string text) =>
        string.IsNullOrWhiteSpace(text) ? throw new ArgumentException("The function is empty; write one such as sin(2*pi*x).")
        : text.Length > MaximumLength ? throw new ArgumentException($"The function has {text.Length} characters; {MaximumLength} are the most.")
        : new Formula(text.TrimEnd());

    /// <summary>The function's value; not finite where it has none.</summary>
    public double At(double x1, double x2 = 0) => _value(x1, x2);

    private Func<double, double, double> Sum()
    {
        var value = Product();
        while (Next("+-") is { } sign)
        {
            var (left, right) = (value, Product());
            value = sign == '+' ? (x1, x2) => left(x1, x2) + right(x1, x2) : (x1, x2) => left(x1, x2) - right(x1, x2);
        }

        return value;
    }

    private Func<double, double, double> Product()
    {
        var value = Signed();
        while (Next("*/") is { } sign)
        {
            var (left, right) = (value, Signed());
            value = sign == '*' ? (x1, x2) => left(x1, x2) * right(x1, x2) : (x1, x2) => left(x1, x2) / right(x1, x2);
        }

        return value;
    }

    private Func<double, double, double> Signed()
    {
        if (Next("+-") is not { } sign)
        {
            return Power();
        }

        Descend();
        var value = Signed();
        _depth--;
        return sign == '+' ? value : (x1, x2) => -value(x1, x2);
    }

    private Func<double, double, double> Power()
    {
        var bottom = Single();
        if (Next("^") is null)
        {
            return bottom;
        }

        Descend();
        var exponent = Signed();
        _depth--;
        return (x1, x2) => Math.Pow(bottom(x1, x2), exponent(x1, x2));
    }

    private Func<double, double, double> Single()
    {
        Skip();
        var start = _at;
        if (start == Text.Length)
        {
            throw Fault(start, "the function ends where a number, x or a function was expected");
        }

        return Text[start] == '(' ? InParentheses()
            : char.IsAsciiDigit(Text[start]) || Text[start] == '.' ? Number()
            : char.IsAsciiLetter(Text[start]) ? Named()
            : throw Fault(start, $"'{Text[start]}' was not expected; a number, x or a function was");
    }

    private Func<double, double, double> InParentheses()
    {
        var start = _at++;
        Descend();
        var value = Sum();
        _depth--;
        return Next(")") is not null ? value : throw Fault(start, "this '(' is never closed");
    }

    private Func<double, double, double> Number()
    {
        var start = _at;
        _at += Span(char.IsAsciiDigit);
        if (_at < Text.Length && Text[_at] == '.')
        {
            _at++;
            _at += Span(char.IsAsciiDigit);
        }

        if (_at < Text.Length && Text[_at] is 'e' or 'E')
        {
            // 2e3 is a number, 2e is not 2·e: a product is written with its sign.
            _at += _at + 1 < Text.Length && Text[_at + 1] is '+' or '-' ? 2 : 1;
            _at += Span(char.IsAsciiDigit);
        }

        var text = Text[start.._at];
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? (_, _) => number
            : throw Fault(start, $"'{text}' is not a number");
    }

    private Func<double, double, double> Named()
    {
        var start = _at;
        _at += Span(char.IsAsciiLetterOrDigit);
        var name = Text[start.._at].ToLowerInvariant();
        if (Functions.TryGetValue(name, out var function))
        {
            Skip();
            if (_at == Text.Length || Text[_at] != '(')
            {
                throw Fault(_at, $"'(' was expected after {name}");
            }

            var inner = InParentheses();
            return (x1, x2) => function(inner(x1, x2));
        }

        _hasPlainX |= name == "x";
        Inputs = name == "x2" ? 2 : Inputs;
        return _hasPlainX && Inputs == 2 ? throw Fault(start, "x and x2 do not go together; write x1 and x2 for two inputs")
            : name switch
            {
                "x" or "x1" => (x1, _) => x1,
                "x2" => (_, x2) => x2,
                "pi" => (_, _) => Math.PI,
                "e" => (_, _) => Math.E,
                _ => throw Fault(start, $"'{Text[start.._at]}' is not known; there are {Known}"),
            };
    }

    private char? Next(string wanted)
    {
        Skip();
        return _at < Text.Length && wanted.Contains(Text[_at], StringComparison.Ordinal) ? Text[_at++] : null;
    }

    private void Skip() => _at += Span(char.IsWhiteSpace);

    private int Span(Func<char, bool> belongs)
    {
        var end = _at;
        while (end < Text.Length && belongs(Text[end]))
        {
            end++;
        }

        return end - _at;
    }

    private void Descend()
    {
        if (++_depth > MaximumDepth)
        {
            throw Fault(_at, $"more than {MaximumDepth} levels of parentheses, powers and signs");
        }
    }

    private ArgumentException Fault(int position, string message) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The function, position {position + 1}: {message}."));
}
