using System.CommandLine;
using Feedforward.Tabular;
using Feedforward.Training;

namespace Feedforward.Cli.Options;

/// <summary>How a training is shared out over processes.</summary>
internal sealed class ShardChoice
{
    private const int Usual = 8;

    private readonly Option<int?> _shards = TypedOption.Of<int?>(
        "--shards",
        $"Into how many shards each minibatch is cut, a power of two. Processes started by mpirun or srun share the shards; the result depends on this number and not on theirs (default: {Usual} under mpirun or srun, else and with --cv 1). See docs/scale-out.md.",
        "S",
        $"a power of two from 1 to {ShardTree.MostShards}",
        text => int.TryParse(text, out var shards) && shards is >= 1 and <= ShardTree.MostShards && int.IsPow2(shards) ? shards : null);

    /// <summary>Adds the option to a verb.</summary>
    public ShardChoice(Command command) => command.Add(_shards);

    /// <summary>The options with the processes that train together.</summary>
    /// <exception cref="UsageException">There are more processes than shards.</exception>
    public TabularOptions Apply(ParseResult parsed, TabularOptions options, Ranks ranks)
    {
        // Whoever works apart shares no minibatch.
        var others = ranks.WorkApart ? null : ranks.Join();
        var shards = parsed.GetValue(_shards) ?? (ranks is { AreLaunched: true, WorkApart: false } ? Usual : 1);
        if (others is { } job && job.Size > shards)
        {
            throw new UsageException(
                $"{job.Size} processes cannot share {shards} shards, as each needs one. Give --shards {System.Numerics.BitOperations.RoundUpToPowerOf2((uint)job.Size)} or more, or start fewer processes.");
        }

        return options with { Shards = shards, Collective = others, Threads = options.Threads > 0 ? options.Threads : ranks.Threads };
    }
}
