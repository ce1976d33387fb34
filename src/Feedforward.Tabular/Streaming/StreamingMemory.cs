namespace Feedforward.Tabular;

/// <summary>
/// How the memory for streaming is shared out: a quarter for blocks that are being read, a third for the two windows of encoded rows,
/// an eighth for the validation part, a sixteenth each for the sketches of quantiles and for the rows that a linear model learns from. The sample that the schema is found from has a quarter and is gone before the others come.
/// In the pass for statistics the parts of <see cref="MergeTree{T}"/> that wait use what the windows use later: the largest two have as many buffers as the whole but for one or two, half full on average, so that
/// six of them and the piece that is read take three times a sketch's share.
/// </summary>
/// <param name="memory">The memory in bytes.</param>
/// <param name="source">The rows.</param>
internal sealed class StreamingMemory(long memory, RowSource source)
{
    private const int MostValidationRows = 100_000;
    private const int MostTestRows = 1_000_000;
    private const int LeastHeldRows = 1_000;
    private const int ExpectedBuffers = 16;

    private readonly long _bytesPerRow = Math.Max(1, source.BytesInMemory / Math.Max(1, source.Rows));

    /// <summary>For a sample of rows.</summary>
    public long SampleBytes => memory / 4;

    /// <summary>How many rows the validation part has at most.</summary>
    public long ValidationRows => Math.Clamp(memory / 8 / _bytesPerRow, LeastHeldRows, MostValidationRows);

    /// <summary>How many rows are kept for a linear model at most.</summary>
    public long LinearRows => Math.Clamp(memory / 16 / _bytesPerRow, LeastHeldRows, SimplestModels.MostRows);

    /// <summary>How many rows the test part has at most where nobody said how many it is to have; of each its outputs are kept.</summary>
    public long TestRows(int outputs) => Math.Clamp(memory / 4 / (4L * sizeof(float) * (outputs + 1)), LeastHeldRows, MostTestRows);

    /// <summary>How many numbers a buffer of a sketch holds.</summary>
    public int SketchSize(int columns) =>
        (int)Math.Clamp(memory / 16 / ((long)Math.Max(1, columns) * ExpectedBuffers * sizeof(float)), 256, 1 << 15) & ~1;

    /// <summary>How many blocks may be read at the same time.</summary>
    public int BlocksAtOnce(int wanted) => (int)Math.Clamp(memory / 4 / Math.Max(1, source.BytesInMemory / source.Blocks), 1, wanted);

    /// <summary>How many rows and blocks a window has at least.</summary>
    /// <param name="numbers">Numbers of an example.</param>
    /// <param name="largestBlock">Rows of the largest block.</param>
    /// <param name="usualBlocks">How many blocks are enough.</param>
    public (int Rows, int Blocks) Window(int numbers, int largestBlock, int usualBlocks)
    {
        var rows = (int)Math.Clamp(memory / 6 / ((long)numbers * sizeof(float)), 1, int.MaxValue / Math.Max(1, numbers) / 2);
        return (rows, Math.Clamp(rows / Math.Max(1, largestBlock), 1, usualBlocks));
    }
}
