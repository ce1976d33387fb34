using System.Runtime.ExceptionServices;

namespace Feedforward.Tabular;

/// <summary>
/// Blocks of a CSV text that are parsed by other threads while the caller fills and takes blocks; a caller that has to
/// wait parses too. Blocks are filled, claimed and taken in their order, in a ring.
/// </summary>
internal sealed class CsvParsing(int length, int threads, byte delimiter)
{
    private readonly CsvBlock?[] _ring = new CsvBlock?[length];
    private readonly bool[] _isParsed = new bool[length];
    private Exception? _fault;
    private long _filled;
    private long _claimed;
    private long _taken;
    private int _helpers;

    /// <summary>Whether every place of the ring holds a block that was not taken.</summary>
    public bool IsFull => _filled - _taken == length;

    /// <summary>Whether all blocks were taken.</summary>
    public bool IsEmpty => _filled == _taken;

    /// <summary>The block to be filled next; null where the place has none yet.</summary>
    public CsvBlock? Free => _ring[_filled % length];

    /// <summary>The filled block is ready to be parsed.</summary>
    public void Add(CsvBlock block)
    {
        var place = _filled % length;
        _ring[place] = block;
        Volatile.Write(ref _isParsed[place], false);
        Interlocked.Increment(ref _filled);
        if (Volatile.Read(ref _helpers) < threads - 1)
        {
            Interlocked.Increment(ref _helpers);
            ThreadPool.UnsafeQueueUserWorkItem(static parsing => parsing.Help(), this, preferLocal: false);
        }
    }

    /// <summary>The block that is next in the order, parsed. It stays untouched until the next block is added.</summary>
    public CsvBlock Take()
    {
        var place = _taken % length;
        var wait = default(SpinWait);
        while (!Volatile.Read(ref _isParsed[place]))
        {
            if (!ParseNext())
            {
                wait.SpinOnce();
            }
        }

        if (_fault is not null)
        {
            ExceptionDispatchInfo.Throw(_fault);
        }

        _taken++;
        return _ring[place]!;
    }

    /// <summary>The bytes of all blocks that were not taken; nothing is parsed any more.</summary>
    public byte[] Rest()
    {
        Stop();
        var rest = new MemoryStream();
        for (; !IsEmpty; _taken++)
        {
            rest.Write(_ring[_taken % length]!.Bytes);
        }

        return rest.ToArray();
    }

    /// <summary>Keeps what is not being parsed from being parsed.</summary>
    public void Stop() => Interlocked.Exchange(ref _claimed, long.MaxValue / 2);

    private void Help()
    {
        do
        {
            while (ParseNext())
            {
            }

            Interlocked.Decrement(ref _helpers);
        }
        while (HasMore() && Interlocked.Increment(ref _helpers) > 0);
    }

    /// <summary>A block may have been added while this helper still counted as one at work.</summary>
    private bool HasMore() => Interlocked.Read(ref _claimed) < Interlocked.Read(ref _filled);

    private bool ParseNext()
    {
        for (var next = Interlocked.Read(ref _claimed); next < Interlocked.Read(ref _filled);)
        {
            var seen = Interlocked.CompareExchange(ref _claimed, next + 1, next);
            if (seen == next)
            {
                Parse(next % length);
                return true;
            }

            next = seen;
        }

        return false;
    }

    private void Parse(long place)
    {
        try
        {
            _ring[place]!.Parse(delimiter);
        }
        catch (Exception fault)
        {
            _fault = fault;
        }

        Volatile.Write(ref _isParsed[place], true);
    }
}
