using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Feedforward.Tabular;

/// <summary>Numbers distinct UTF-8 texts 0, 1, 2, … in the order they first occur, and counts them.</summary>
internal sealed class ByteTexts
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    // Not the same in each process, so that no file can be made whose texts all collide.
    private static readonly ulong s_seed = (ulong)Random.Shared.NextInt64();

    private readonly List<Entry> _entries = [];
    private byte[] _bytes = new byte[256];
    private int _length;
    private int[] _buckets = new int[64];
    private int _last = -1;

    /// <summary>How many distinct texts there are.</summary>
    public int Count => _entries.Count;

    /// <summary>Forgets all texts.</summary>
    public void Clear()
    {
        _entries.Clear();
        _length = 0;
        _last = -1;
        Array.Clear(_buckets);
    }

    /// <summary>A distinct text.</summary>
    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_entries[index].Start, _entries[index].Length);

    /// <summary>How often a text occurred.</summary>
    public int Occurrences(int index) => _entries[index].Count;

    /// <summary>The place among all cells at which a text first occurred.</summary>
    public int FirstCell(int index) => _entries[index].FirstCell;

    /// <summary>Counts a text and gives its number.</summary>
    public int Add(ReadOnlySpan<byte> text, int cell)
    {
        var entries = CollectionsMarshal.AsSpan(_entries);
        if (_last >= 0 && this[_last].SequenceEqual(text))
        {
            entries[_last].Count++;
            return _last;
        }

        var hash = Hash(text);
        for (var index = _buckets[hash & (uint)(_buckets.Length - 1)] - 1; index >= 0; index = entries[index].Next)
        {
            if (entries[index].Hash == hash && this[index].SequenceEqual(text))
            {
                entries[index].Count++;
                return _last = index;
            }
        }

        return _last = Insert(text, hash, cell);
    }

    private int Insert(ReadOnlySpan<byte> text, uint hash, int cell)
    {
        if (_entries.Count == _buckets.Length)
        {
            _buckets = new int[2 * _buckets.Length];
            for (var i = 0; i < _entries.Count; i++)
            {
                Link(i);
            }
        }

        while (_length + text.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, 2 * _bytes.Length);
        }

        text.CopyTo(_bytes.AsSpan(_length));
        _entries.Add(new Entry { Hash = hash, Start = _length, Length = text.Length, Count = 1, FirstCell = cell });
        _length += text.Length;
        Link(_entries.Count - 1);
        return _entries.Count - 1;
    }

    private void Link(int index)
    {
        ref var entry = ref CollectionsMarshal.AsSpan(_entries)[index];
        ref var bucket = ref _buckets[entry.Hash & (uint)(_buckets.Length - 1)];
        entry.Next = bucket - 1;
        bucket = index + 1;
    }

    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = s_seed ^ (ulong)text.Length;
        for (; text.Length >= 8; text = text[8..])
        {
            hash = Mixed(hash, BinaryPrimitives.ReadUInt64LittleEndian(text));
        }

        if (text.Length >= 4)
        {
            return (uint)Mixed(hash, ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(text) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(text[^4..]));
        }

        var tail = 0UL;
        foreach (var one in text)
        {
            tail = (tail << 8) | one;
        }

        return (uint)Mixed(hash, tail);
    }

    private static ulong Mixed(ulong hash, ulong word)
    {
        hash = (hash ^ word) * Multiplier;
        return hash ^ (hash >> 32);
    }

    private struct Entry
    {
        public uint Hash;
        public int Next;
        public int Start;
        public int Length;
        public int Count;
        public int FirstCell;
    }
}
