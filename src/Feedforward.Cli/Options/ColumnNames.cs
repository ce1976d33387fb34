namespace Feedforward.Cli.Options;

/// <summary>Names of columns that a person wrote.</summary>
internal static class ColumnNames
{
    private const int Most = 30;

    /// <summary>The names, cut off where there are many.</summary>
    public static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(Most)) + (all.Count > Most ? $", … ({all.Count} in all)" : string.Empty);
    }

    /// <summary>Complains about the first name that no column has.</summary>
    /// <param name="option">Where it was written.</param>
    /// <param name="wanted">What was written.</param>
    /// <param name="names">The columns there are.</param>
    public static void Check(string option, IEnumerable<string> wanted, IReadOnlyCollection<string> names)
    {
        foreach (var name in wanted)
        {
            if (!names.Contains(name))
            {
                var near = NearNames.Of(name, names);
                throw new UsageException(
                    $"{option}: there is no column '{name}'."
                    + (near.Count > 0 ? $" Did you mean {string.Join(" or ", near.Select(column => $"'{column}'"))}?" : $" The columns are: {List(names)}."));
            }
        }
    }
}
