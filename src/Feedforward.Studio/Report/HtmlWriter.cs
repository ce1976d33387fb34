using System.Text;

namespace Feedforward.Studio.Report;

/// <summary>Writes HTML that is well-formed XML too. Every text and attribute is escaped; there is no other way in.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    /// <summary>Opens an element; disposing closes it.</summary>
    public Element Open(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, attributes);
        _text.Append('>');
        _open.Push(name);
        return new Element(this);
    }

    /// <summary>An element without content.</summary>
    public HtmlWriter Empty(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, attributes);
        _text.Append("/>");
        return this;
    }

    /// <summary>An element that holds a text.</summary>
    public HtmlWriter Add(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        using (Open(name, attributes))
        {
            Text(text);
        }

        return this;
    }

    /// <summary>A text.</summary>
    public HtmlWriter Text(string text)
    {
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),

                // What XML cannot hold, and halves of pairs, which no encoding can.
                < ' ' and not ('\n' or '\t') or '\uFFFE' or '\uFFFF' => _text.Append('\uFFFD'),
                _ => _text.Append(letter),
            };
        }

        return this;
    }

    /// <summary>A paragraph.</summary>
    public HtmlWriter Paragraph(string text, string style = "") =>
        style.Length > 0 ? Add("p", text, ("class", style)) : Add("p", text);

    /// <summary>The document so far.</summary>
    public override string ToString() => _text.ToString();

    private void Begin(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            _text.Append(' ').Append(attribute).Append("=\"");
            Text(value);
            _text.Append('"');
        }
    }

    /// <summary>An open element.</summary>
    public readonly struct Element(HtmlWriter writer) : IDisposable
    {
        /// <summary>Closes it.</summary>
        public void Dispose() => writer._text.Append("</").Append(writer._open.Pop()).Append(">\n");
    }
}
