namespace Feedforward.Tabular.Tests.Streaming;

/// <summary>Rows whose disk and whose parser take so many seconds a block, by a clock that nothing else moves.</summary>
internal sealed class SlowSource(RowSource source, int disk, int parsing) : RowSource
{
    private readonly HandClock _clock = new();

    public override int Blocks => source.Blocks;

    public override long Rows => source.Rows;

    public override long BytesInMemory => source.BytesInMemory;

    public override IReadOnlyList<string> Names => source.Names;

    internal override TimeProvider Clock => _clock;

    public override Table Read(int block, ReadOptions options)
    {
        var began = _clock.GetTimestamp();
        _clock.Pass(disk);
        CountDisk(began);
        _clock.Pass(parsing);
        return source.Read(block, options);
    }

    private sealed class HandClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Pass(int seconds) => Interlocked.Add(ref _ticks, seconds * TimeSpan.TicksPerSecond);
    }
}
