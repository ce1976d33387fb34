using System.Globalization;
using Feedforward.Tabular.Tuning;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>Processes that train together have each read the table; here they make sure that it is the same one.</summary>
internal static class SameTable
{
    private const int HexDigits = 12;

    /// <summary>Compares everybody's table with that of rank 0.</summary>
    /// <exception cref="DataException">They differ.</exception>
    public static void Check(Table table, Collective? collective)
    {
        if (collective is not { Size: > 1 })
        {
            return;
        }

        var fingerprints = new double[collective.Size];
        fingerprints[collective.Rank] = long.Parse(TableFingerprint.Of(table).AsSpan()[..HexDigits], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        collective.Share(fingerprints);
        if (Array.FindIndex(fingerprints, fingerprint => fingerprint != fingerprints[0]) is > 0 and var other)
        {
            throw new DataException($"Rank {other} read another table than rank 0. All ranks need the same file: put it on a file system that all machines share, or a copy in the same place on each.");
        }
    }
}
