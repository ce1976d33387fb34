namespace Feedforward.Cli.Tests;

/// <summary>Output that a launcher has stopped reading must not stop the work.</summary>
public sealed class QueuedStreamTests
{
    [Fact]
    public void What_is_written_arrives_whole_and_in_order()
    {
        using var target = new MemoryStream();
        var queue = new QueuedStream(target);
        for (byte i = 0; i < 200; i++)
        {
            queue.Write([i]);
        }

        Assert.True(queue.Drain(Timeout.InfiniteTimeSpan));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (byte)i), target.ToArray());
    }

    [Fact]
    public void A_reader_that_takes_nothing_does_not_hold_the_writer()
    {
        using var target = new StuckStream();
        var queue = new QueuedStream(target);
        for (var i = 0; i < 1000; i++)
        {
            queue.Write([1, 2, 3]);
        }

        Assert.False(queue.Drain(TimeSpan.Zero));
        target.Open.Set();
        Assert.True(queue.Drain(Timeout.InfiniteTimeSpan));
        Assert.Equal(3000, target.Count);
    }

    [Fact]
    public void A_fault_of_the_target_reaches_the_writer()
    {
        using var target = new StuckStream { Fault = new IOException("No space left on device") };
        var queue = new QueuedStream(target);
        queue.Write([1]);
        target.Open.Set();
        Assert.True(queue.Drain(Timeout.InfiniteTimeSpan));
        var fault = Assert.Throws<IOException>(() => queue.Write([1]));
        Assert.Equal("No space left on device", fault.Message);
    }

    private sealed class StuckStream : MemoryStream
    {
        public ManualResetEventSlim Open { get; } = new();

        public IOException? Fault { get; init; }

        public int Count { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Open.Wait();
            Count += Fault is null ? buffer.Length : throw Fault;
        }
    }
}
