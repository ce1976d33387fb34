using System.Runtime.ExceptionServices;

namespace Feedforward.Tabular;

/// <summary>
/// Reads a CSV text block by block, several at the same time, up to its end or to the first block that is not regular;
/// from there <see cref="CsvRows"/> goes on row by row. The table is the same whatever the number of threads.
/// </summary>
internal sealed class CsvBlocks(CsvRows rows, Stream text, byte delimiter, long line, long? length = null, int blockLength = CsvBlocks.UsualBlockLength)
{
    public const int UsualBlockLength = 1 << 17;
    private const int BlocksPerThread = 4;
    private const int ProgressRows = 4096;
    private byte[] _pending = [];
    private Stream _rest = text;
    private bool _atEnd;
    private long _read;

    /// <summary>Reads the rows into the assembler's columns.</summary>
    /// <param name="assembler">Takes the rows.</param>
    /// <param name="threads">The most threads; 0 for all processors.</param>
    /// <param name="rowsRead">Told now and then how many rows were read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public void Read(TableAssembler assembler, int threads, IProgress<long>? rowsRead, CancellationToken cancellationToken)
    {
        var (reported, taken) = (0L, 0);
        threads = threads > 0 ? threads : Environment.ProcessorCount;
        var ring = threads == 1 ? 1 : BlocksPerThread * threads;
        var parsing = new CsvParsing(ring, threads, delimiter);
        try
        {
            for (var more = true; more || !parsing.IsEmpty;)
            {
                while (more && !parsing.IsFull)
                {
                    var filled = parsing.Free ?? assembler.NewBlock(blockLength);
                    if (more = TryFill(filled, assembler))
                    {
                        parsing.Add(filled);
                    }
                }

                if (parsing.IsEmpty)
                {
                    break;
                }

                var block = parsing.Take();
                if (!block.IsRegular)
                {
                    _pending = [.. block.Bytes, .. parsing.Rest(), .. _pending];
                    break;
                }

                assembler.Append(block, line);
                line += block.Rows;
                _read += block.Length;
                for (; reported + ProgressRows <= assembler.Count; rowsRead?.Report(reported))
                {
                    reported += ProgressRows;
                }

                cancellationToken.ThrowIfCancellationRequested();
                if (++taken == ring && length is { } bytes)
                {
                    // Growing step by step would touch twice the memory.
                    assembler.Reserve((int)Math.Min(1.02 * bytes / _read * assembler.Count, 1 << 24));
                }
            }
        }
        finally
        {
            parsing.Stop();
        }

        rows.GoOn(new PrefixedStream(_pending, _rest), _read, line);
    }

    /// <summary>Fills a block with whole rows; false at the end, and where no row ends within a block's length.</summary>
    private bool TryFill(CsvBlock block, TableAssembler assembler)
    {
        if (_atEnd && _pending.Length == 0)
        {
            return false;
        }

        assembler.Clear(block);
        _pending.CopyTo(block.Buffer, 0);
        var filled = _pending.Length + Fill(block.Buffer.AsSpan(_pending.Length));
        block.Length = _atEnd ? filled : block.Buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
        _pending = block.Buffer[block.Length..filled];
        return block.Length > 0;
    }

    /// <summary>A fault is kept, so that it comes after whatever is wrong with the bytes before it.</summary>
    private int Fill(Span<byte> bytes)
    {
        var count = 0;
        try
        {
            while (count < bytes.Length && !_atEnd)
            {
                var read = _rest.Read(bytes[count..]);
                _atEnd = read == 0;
                count += read;
            }
        }
        catch (Exception fault)
        {
            _rest = new FaultyStream(_rest, ExceptionDispatchInfo.Capture(fault));
        }

        return count;
    }

    /// <summary>A stream whose next bytes cannot be read.</summary>
    private sealed class FaultyStream(Stream stream, ExceptionDispatchInfo fault) : OneWayStream
    {
        public override int Read(Span<byte> buffer)
        {
            fault.Throw();
            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            stream.Dispose();
            base.Dispose(disposing);
        }
    }
}
