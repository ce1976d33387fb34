using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Feedforward.Tabular.Tuning;

namespace Feedforward.Tabular;

/// <summary>Everything that decides what a training on a table gives, by names and values.</summary>
internal static class TrainingIdentity
{
    /// <summary>What the names begin with.</summary>
    public const string Prefix = "training.";

    /// <summary>What may change on the way, where somebody wants that: the shape of what is saved does not depend on it.</summary>
    private static readonly HashSet<string> s_mayChange =
    [
        "version", "epochs", "patience", "learningRate", "schedule", "decaySchedule", "dropoutSchedule", "weightDecay", "beta2", "dropout", "l1", "l2",
        "labelSmoothing", "gradientClip", "metric", "validateEvery", "class weights", "classWeighting", "calibrate", "interval level", "refit", "time limit",
        "timeLimit", "test data",
    ];

    /// <summary>The identity as metadata of a checkpoint.</summary>
    /// <param name="data">The data's fingerprint.</param>
    /// <param name="rows">How many rows the data have.</param>
    /// <param name="training">The training.</param>
    /// <param name="options">Its choices.</param>
    /// <param name="decided">What the choices came to.</param>
    public static OrderedDictionary<string, string> Of(
        string data, long rows, TabularTraining training, TabularOptions options, IReadOnlyDictionary<string, string> decided)
    {
        var target = training.Schema.Target!;
        var identity = new OrderedDictionary<string, string>();
        void Add(string name, object value) => identity[Prefix + name] = Convert.ToString(value, CultureInfo.InvariantCulture)!;

        Add("version", SummaryOfTraining.LibraryVersion);
        Add("data", data);
        Add("rows", rows);
        Add("test data", options.TestTable is { } test ? TableFingerprint.Of(test) : "none");
        Add("target", target.Name);
        Add("task", target.Task);
        Add("columns", string.Join(", ", training.Schema.Features.Select(feature => $"{feature.Name}: {feature.Kind}")));
        Add("train rows", training.PartRows.Train);
        Add("validation rows", training.PartRows.Validation);
        Add("test rows", training.PartRows.Test);
        Add("seed", options.Seed);
        Add("shards", training.TrainingOptions.Shards);
        Add("from", options.From is { } model ? Fingerprint(model.Network) : "none");
        Add("class weights", SearchIdentity.Weights(options));
        Add("calibrate", options.Calibrate?.ToString() ?? "as the preset has it");
        Add("interval level", options.IntervalLevel ?? 0);
        Add("time limit", options.TimeLimit?.ToString() ?? "none");
        foreach (var (name, value) in decided)
        {
            Add(name, value);
        }

        return identity;
    }

    /// <summary>Refuses a checkpoint of another training.</summary>
    /// <param name="there">The metadata of the checkpoint.</param>
    /// <param name="here">Of the training.</param>
    /// <param name="anyway">Whether what may change is let pass.</param>
    /// <exception cref="DataException">It is of another; the message names what differs.</exception>
    public static void Check(IReadOnlyDictionary<string, string> there, OrderedDictionary<string, string> here, bool anyway)
    {
        var refused = Differences(there, here).Where(difference => !anyway || !s_mayChange.Contains(difference.Name)).ToList();
        if (refused.Count == 0)
        {
            return;
        }

        var why = refused.Exists(difference => difference.Name == "data") ? "Training can only go on with the very same rows."
            : refused.TrueForAll(difference => s_mayChange.Contains(difference.Name)) ? "Repeat the earlier choices, or add --resume-anyway to go on with these from here."
            : "Repeat the earlier choices.";
        throw new DataException($"The checkpoint is of another training: {string.Join("; ", refused.Select(difference => difference.Text))}. {why}");
    }

    /// <summary>What differs between two identities: its name, and what it is in the one and in the other.</summary>
    /// <param name="there">The one, among other texts.</param>
    /// <param name="here">The other.</param>
    public static IReadOnlyList<(string Name, string Text)> Differences(IReadOnlyDictionary<string, string> there, OrderedDictionary<string, string> here) =>
    [
        .. here.Keys.Union(there.Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
            .Where(name => here.GetValueOrDefault(name) != there.GetValueOrDefault(name))
            .Select(name => (name[Prefix.Length..], $"{name[Prefix.Length..]} is {there.GetValueOrDefault(name) ?? "not given"} there and {here.GetValueOrDefault(name) ?? "not given"} here")),
    ];

    /// <summary>A value of the identity in a checkpoint's metadata, or null.</summary>
    public static string? Text(IReadOnlyDictionary<string, string> metadata, string name) => metadata.GetValueOrDefault(Prefix + name);

    /// <summary>A whole number among them, or null.</summary>
    public static int? Number(IReadOnlyDictionary<string, string> metadata, string name) =>
        int.TryParse(Text(metadata, name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string Fingerprint(Network network)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(network.Parameters));
        hash.AppendData(MemoryMarshal.AsBytes(network.State));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
