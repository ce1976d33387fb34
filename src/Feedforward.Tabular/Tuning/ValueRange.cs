namespace Feedforward.Tabular.Tuning;

/// <summary>The values among which a search chooses for a hyper-parameter. Values are texts, as a person would write them.</summary>
public abstract record ValueRange
{
    private protected ValueRange()
    {
    }

    /// <summary>The value that a random number stands for.</summary>
    /// <param name="u">Uniform in [0, 1).</param>
    public abstract string Draw(float u);

    /// <summary>Whether a text is one of the values.</summary>
    /// <param name="value">The text.</param>
    public abstract bool Contains(string value);

    /// <summary>The value itself where it belongs to the range, else the end next to it or the first choice.</summary>
    /// <param name="value">A value of the same hyper-parameter.</param>
    public abstract string Nearest(string value);

    /// <summary>The range as it is written and shown, such as <c>0.01..0.5, logarithmic</c>.</summary>
    public abstract string Describe();

    /// <summary>A part of this range, as a person writes it: <c>0.001..0.1</c>, or <c>relu,mish</c>.</summary>
    /// <param name="text">What was written.</param>
    /// <returns>Null where it cannot be read or is no part of this range.</returns>
    internal abstract ValueRange? Part(string text);
}
