using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Feedforward.Cli.Options;

/// <summary>Options whose values are checked as they are read; a wrong one is answered with what is right.</summary>
internal static class TypedOption
{
    /// <summary>A whole number.</summary>
    public static Option<int?> Whole(string name, string description, int minimum, string help = "N") =>
        Of<int?>(name, description, help, $"a whole number from {minimum}", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum ? value : null);

    /// <summary>A seed: any 64 bits.</summary>
    public static Option<ulong?> Seed(string name, string description) =>
        Of<ulong?>(name, description, "N", "a whole number from 0", text =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null);

    /// <summary>A number that passes a test.</summary>
    public static Option<double?> Number(string name, string description, string expected, Func<double, bool> accepts, string help = "X") =>
        Of<double?>(name, description, help, expected, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && accepts(value)
                ? value : null);

    /// <summary>One of several names; upper and lower case are the same.</summary>
    public static Option<string?> Choice(string name, string description, params IReadOnlyList<string> names)
    {
        var option = new Option<string?>(name)
        {
            Description = $"{description} One of: {string.Join(", ", names)}.",
            HelpName = "NAME",
            CustomParser = result => KnownName(result, name, result.Tokens[0].Value, names),
        };
        option.CompletionSources.Add(_ => names.Select(known => new System.CommandLine.Completions.CompletionItem(known)));
        return option;
    }

    private static string? KnownName(System.CommandLine.Parsing.ArgumentResult result, string name, string text, IReadOnlyList<string> names)
    {
        var found = names.FirstOrDefault(known => string.Equals(known, text, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            var near = NearNames.Of(text, names);
            result.AddError(
                $"{name} cannot be '{text}'.{(near.Count > 0 ? $" Did you mean {string.Join(" or ", near)}?" : string.Empty)} It is one of: {string.Join(", ", names)}.");
        }

        return found;
    }

    /// <summary>One of the names, or several of them with commas between.</summary>
    public static Option<string?> Choices(string name, string description, params IReadOnlyList<string> names)
    {
        var one = Choice(name, description, names);
        one.HelpName = "NAMES";
        one.CustomParser = result =>
            string.Join(',', result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries).Select(part => KnownName(result, name, part, names)));
        return one;
    }

    /// <summary>Several names, separated by commas or by giving the option again.</summary>
    public static Option<string[]> List(string name, string description, string help) => new(name)
    {
        Description = description,
        HelpName = help,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = result =>
            [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
    };

    /// <summary>Several texts as they are, each with the option again.</summary>
    public static Option<string[]> Texts(string name, string description, string help) => new(name)
    {
        Description = description,
        HelpName = help,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>A text as it is.</summary>
    public static Option<string?> Text(string name, string description, string help, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = help };

    /// <summary>Something that is on where it is written.</summary>
    public static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    /// <summary>A value that a function reads.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it does.</param>
    /// <param name="help">What stands for the value in the help.</param>
    /// <param name="expected">What the value should be, for the message.</param>
    /// <param name="read">The value of a text, or null where it is none.</param>
    public static Option<T?> Of<T>(string name, string description, string help, string expected, Func<string, T?> read) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result => Read(result, name, expected, read),
    };

    private static T? Read<T>(ArgumentResult result, string name, string expected, Func<string, T?> read)
    {
        var text = result.Tokens[0].Value;
        var value = read(text);
        if (value is null)
        {
            result.AddError($"{name} takes {expected}, not '{text}'.");
        }

        return value;
    }
}
