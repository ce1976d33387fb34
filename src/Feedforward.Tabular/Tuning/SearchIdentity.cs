using System.Globalization;
using System.Reflection;

namespace Feedforward.Tabular.Tuning;

/// <summary>Everything that decides what a trial with a number and a number of epochs gives, by names and values.</summary>
internal static class SearchIdentity
{
    public static OrderedDictionary<string, string> Of(
        Table table, Schema schema, Split split, TabularOptions options, Preset preset, SearchSpace space)
    {
        var identity = new OrderedDictionary<string, string>
        {
            ["version"] = typeof(SearchIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0",
            ["data"] = TableFingerprint.Of(table),
            ["rows"] = Text(table.Rows),
            ["target"] = schema.Target!.Name,
            ["task"] = schema.Target.Task.ToString(),
            ["columns"] = string.Join(", ", schema.Features.Select(feature => $"{feature.Name}: {feature.Kind}")),
            ["train rows"] = Text(split.Train.Count),
            ["validation rows"] = Text(split.Validation.Count),
            ["test rows"] = Text(split.Test.Count),
            ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
            ["class weights"] = Weights(options),
        };
        foreach (var (name, value) in preset.Describe())
        {
            identity.Add(name, value);
        }

        foreach (var (name, range) in space.Describe())
        {
            identity.Add($"space of {name}", range);
        }

        return identity;
    }

    internal static string Weights(TabularOptions options) => options.ClassWeighting == ClassWeighting.Explicit
        ? string.Join(
            ", ",
            options.ClassWeights.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")))
        : options.ClassWeighting.ToString();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
