namespace Feedforward.Tabular.Tuning;

/// <summary>One of several names.</summary>
/// <param name="Values">The names, one or more.</param>
/// <param name="Preferred">
/// The one that is drawn two times out of three, the preset's own: with many choices a search would else hardly ever try a network
/// that has most of what is known to be good. Null, or not among the names, where all are equally likely.
/// </param>
public sealed record ChoiceRange(IReadOnlyList<string> Values, string? Preferred = null) : ValueRange
{
    private const float ShareOfPreferred = 2f / 3;

    /// <inheritdoc/>
    public override string Draw(float u)
    {
        if (Preferred is null || Values.Count == 1 || !Values.Contains(Preferred))
        {
            return Values[(int)(u * Values.Count)];
        }

        if (u < ShareOfPreferred)
        {
            return Preferred;
        }

        var others = Values.Where(value => value != Preferred).ToList();
        return others[Math.Min((int)((u - ShareOfPreferred) / (1 - ShareOfPreferred) * others.Count), others.Count - 1)];
    }

    /// <inheritdoc/>
    public override bool Contains(string value) => Values.Contains(value);

    /// <inheritdoc/>
    public override string Nearest(string value) => Values.Contains(value) ? value : Values[0];

    /// <inheritdoc/>
    public override string Describe() => string.Join(',', Values) + (Preferred is not null && Values.Count > 1 && Values.Contains(Preferred) ? $"; {Preferred} two times of three" : string.Empty);

    /// <inheritdoc/>
    internal override ValueRange? Part(string text)
    {
        var values = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        return values.Count > 0 && values.All(Values.Contains) ? this with { Values = values } : null;
    }
}
