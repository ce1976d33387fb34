using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using System.Text.Json;

namespace Feedforward.Cli.Options;

/// <summary>The words of a command line, kept with a checkpoint so that going on needs no more than its folder.</summary>
internal static class CommandWords
{
    private const string Name = "command";

    /// <summary>The words of arguments and options, but for some options, and for arguments where these are not wanted.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed, IReadOnlyCollection<Option> without, bool hasArguments = true)
    {
        var words = new List<string>();
        foreach (var child in parsed.CommandResult.Children)
        {
            switch (child)
            {
                case ArgumentResult argument when hasArguments:
                    words.AddRange(argument.Tokens.Select(token => token.Value));
                    break;
                case OptionResult { Implicit: false } option when !without.Contains(option.Option):
                    words.AddRange(option.Tokens.Count == 0 ? [option.Option.Name] : option.Tokens.SelectMany(token => new[] { option.Option.Name, token.Value }));
                    break;
            }
        }

        return words;
    }

    /// <summary>What is written now, and of the earlier words all options and arguments that are not.</summary>
    /// <exception cref="UsageException">Both together make no command line.</exception>
    public static ParseResult Merge(ParseResult now, IReadOnlyList<string> earlier)
    {
        var command = now.CommandResult.Command;
        var then = command.Parse([.. earlier]);
        List<Option> written = [.. now.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit).Select(option => option.Option)];
        var words = Of(now, []).ToList();
        var hasArgument = now.CommandResult.Children.OfType<ArgumentResult>().Any(argument => argument.Tokens.Count > 0);
        words.AddRange(Of(then, written, hasArguments: !hasArgument));
        var merged = command.Parse(words);
        return merged.Errors.Count == 0 ? merged : throw new UsageException(merged.Errors[0].Message);
    }

    /// <summary>As metadata of a checkpoint.</summary>
    public static IReadOnlyDictionary<string, string> AsMetadata(IReadOnlyList<string> words)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var word in words)
            {
                json.WriteStringValue(word);
            }

            json.WriteEndArray();
        }

        return new Dictionary<string, string> { [Name] = Encoding.UTF8.GetString(buffer.ToArray()) };
    }

    /// <summary>The words in a checkpoint's metadata; null where there are none.</summary>
    public static IReadOnlyList<string>? Of(IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(Name, out var text))
        {
            return null;
        }

        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateArray().Select(word => word.GetString()!)];
    }
}
