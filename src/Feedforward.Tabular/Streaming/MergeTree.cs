using System.Numerics;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>
/// What is known of consecutive pieces of the data, merged in a complete binary tree over the pieces' numbers, left with right at every node, as
/// <see cref="ShardTree"/> adds gradients. Rounding and what a sketch forgets depend on the order, and this one depends on the number of blocks alone, not on
/// who has read which pieces.
/// </summary>
/// <remarks>
/// A piece that is done waits as bytes for its neighbour, so that there are never more than log₂ of the pieces besides the one that is being read.
/// </remarks>
/// <param name="create">Makes one that knows nothing yet.</param>
internal sealed class MergeTree<T>(Func<T> create)
    where T : class, IMergeable
{
    private const int MostPieces = 64;
    private readonly Stack<(int First, int Count, byte[] Bytes)> _nodes = new();
    private T? _open;

    /// <summary>What is known of the piece that is being read.</summary>
    public T Open => _open ??= create();

    /// <summary>What is known of all pieces.</summary>
    public T Whole => Of(_nodes.Single().Bytes);

    /// <summary>Into how many pieces so many blocks are cut: a power of two, 64 at most; each has one block or more.</summary>
    public static int Pieces(int blocks) => (int)Math.Min(MostPieces, BitOperations.RoundUpToPowerOf2((uint)blocks + 1) >> 1);

    /// <summary>The piece is read to its end.</summary>
    public void Close(int piece)
    {
        Push(piece, 1, BytesOf(Open));
        _open = null;
    }

    /// <summary>Writes the subtrees of the pieces that were read.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_nodes.Count);
        foreach (var (first, count, bytes) in _nodes.Reverse())
        {
            writer.Write(first);
            writer.Write(count);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
    }

    /// <summary>Takes the subtrees that another one wrote, which come behind those that are here.</summary>
    public void Take(BinaryReader reader)
    {
        for (var nodes = reader.ReadInt32(); nodes > 0; nodes--)
        {
            Push(reader.ReadInt32(), reader.ReadInt32(), reader.ReadBytes(reader.ReadInt32()));
        }
    }

    private void Push(int first, int count, byte[] bytes)
    {
        // Two neighbours are joined as soon as they are the two halves of one node.
        while (_nodes.TryPeek(out var left) && left.Count == count && left.First % (2 * count) == 0)
        {
            _ = _nodes.Pop();
            var joined = Of(left.Bytes);
            joined.Merge(Reader(bytes));
            (first, count, bytes) = (left.First, 2 * count, BytesOf(joined));
        }

        _nodes.Push((first, count, bytes));
    }

    private T Of(byte[] bytes)
    {
        var known = create();
        known.Merge(Reader(bytes));
        return known;
    }

    private static BinaryReader Reader(byte[] bytes) => new(new MemoryStream(bytes));

    private static byte[] BytesOf(T known)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        known.Write(writer);
        writer.Flush();
        return bytes.ToArray();
    }
}
