using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Feedforward.Tabular.Tuning;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>Processes that train together have each read the table and the checkpoint; here they make sure that they are the same.</summary>
internal static class SameOnAllRanks
{
    private const int HexDigits = 12;

    /// <summary>Compares everybody's table with that of rank 0.</summary>
    /// <exception cref="DataException">They differ.</exception>
    public static void CheckTable(Table table, Collective? collective)
    {
        if (collective is { Size: > 1 })
        {
            CheckData(TableFingerprint.Of(table), collective);
        }
    }

    /// <summary>Compares what everybody has seen of rows that are streamed with what rank 0 has.</summary>
    /// <exception cref="DataException">They differ.</exception>
    public static void CheckData(RowSource source, Table sample, Collective? collective)
    {
        if (collective is { Size: > 1 })
        {
            CheckData(TableFingerprint.Of(sample), collective);
            CheckData(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{source.Blocks} {source.Rows} {source.BytesInMemory}"))), collective);
        }
    }

    /// <summary>Compares where everybody's training begins with where that of rank 0 does.</summary>
    /// <exception cref="DataException">They differ.</exception>
    public static void CheckStart(long steps, Collective? collective)
    {
        if (collective is { Size: > 1 } && Differing(steps, collective) is { } other)
        {
            throw new DataException($"Rank {other} found another checkpoint than rank 0. All ranks need to see the folder of checkpoints: put it on a file system that all machines share.");
        }
    }

    private static void CheckData(string fingerprint, Collective collective)
    {
        if (Differing(long.Parse(fingerprint.AsSpan()[..HexDigits], NumberStyles.HexNumber, CultureInfo.InvariantCulture), collective) is { } other)
        {
            throw new DataException($"Rank {other} read another table than rank 0. All ranks need the same file: put it on a file system that all machines share, or a copy in the same place on each.");
        }
    }

    /// <summary>The first rank whose number is not that of rank 0; null where all are the same.</summary>
    private static int? Differing(long number, Collective collective)
    {
        var numbers = new double[collective.Size];
        numbers[collective.Rank] = number;
        collective.Share(numbers);
        var other = Array.FindIndex(numbers, theirs => theirs != numbers[0]);
        return other < 0 ? null : other;
    }
}
