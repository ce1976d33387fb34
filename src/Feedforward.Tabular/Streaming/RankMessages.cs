using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>What each of the processes that train together has to say, heard by all of them in the order of the ranks.</summary>
internal static class RankMessages
{
    // A part may be longer by itself; together they are sent as one message up to here.
    private const int UsualLength = 1 << 24;

    /// <summary>Says what this process has to say, and hears everybody, itself too.</summary>
    /// <param name="collective">The processes.</param>
    /// <param name="own">What this one says, part by part.</param>
    /// <param name="take">Reads one part.</param>
    public static void Exchange(Collective collective, IEnumerable<Action<BinaryWriter>> own, Action<BinaryReader> take)
    {
        using var messages = Messages(own).GetEnumerator();
        var length = new double[1];
        for (var rank = 0; rank < collective.Size; rank++)
        {
            while (true)
            {
                var message = rank == collective.Rank && messages.MoveNext() ? messages.Current : [];
                length[0] = message.Length;
                collective.Share(length);
                if (length[0] == 0)
                {
                    break;
                }

                message = rank == collective.Rank ? message : new byte[(int)length[0]];
                collective.Broadcast(message, rank);
                using var reader = new BinaryReader(new MemoryStream(message));
                while (reader.BaseStream.Position < message.Length)
                {
                    take(reader);
                }
            }
        }
    }

    private static IEnumerable<byte[]> Messages(IEnumerable<Action<BinaryWriter>> parts)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var part in parts)
        {
            part(writer);
            writer.Flush();
            if (bytes.Length >= UsualLength)
            {
                yield return bytes.ToArray();
                bytes.SetLength(0);
            }
        }

        if (bytes.Length > 0)
        {
            yield return bytes.ToArray();
        }
    }
}
