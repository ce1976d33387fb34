using System.Collections.Concurrent;
using Feedforward.Tabular;

namespace Feedforward.Server.Tests;

public sealed class BatchQueueTests
{
    private static readonly ServerOptions s_options = new() { Models = [], MaximumBatch = 4, MaximumWait = TimeSpan.FromHours(1) };

    [Fact]
    public async Task RowsThatFillABatchAreComputedTogetherAndEachGetsItsOwn()
    {
        var batches = new ConcurrentQueue<int>();
        using var queue = new BatchQueue(SampleModel.Classifier, s_options, batches.Enqueue);
        var features = Enumerable.Range(0, 8).Select(i => Features(20 + i)).ToList();

        var predicted = await Task.WhenAll(features.Select(row => queue.PredictAsync(row, long.MaxValue).AsTask()));

        Assert.Equal([4, 4], batches);
        foreach (var (row, answer) in features.Zip(predicted))
        {
            var alone = SampleModel.Classifier.PredictEncoded(row);
            Assert.Equal(1, answer.Count);
            Assert.Equal(alone.Probabilities.Row(0).ToArray(), answer.All!.Probabilities.Row(answer.Start).ToArray());
        }
    }

    [Fact]
    public async Task WhatWouldOverfillABatchIsTheNextOne()
    {
        var batches = new ConcurrentQueue<int>();
        using var queue = new BatchQueue(SampleModel.Classifier, s_options, batches.Enqueue);
        var first = queue.PredictAsync(Features(20, 21, 22), long.MaxValue).AsTask();
        var second = queue.PredictAsync(Features(23, 24), long.MaxValue).AsTask();
        Assert.Equal(3, (await first).Count);
        Assert.Equal(2, (await second).Count);
        Assert.Equal([3, 2], batches);
    }

    [Fact]
    public async Task ARequestOfAWholeBatchIsComputedAlone()
    {
        var batches = new ConcurrentQueue<int>();
        using var queue = new BatchQueue(SampleModel.Classifier, s_options, batches.Enqueue);
        Assert.Equal(5, (await queue.PredictAsync(Features(1, 2, 3, 4, 5), long.MaxValue)).Count);
        Assert.Equal([5], batches);
    }

    [Fact]
    public async Task ABatchThatDoesNotFillIsComputedWhenItsTimeIsOver()
    {
        var time = new ManualTime();
        var batches = new ConcurrentQueue<int>();
        using var queue = new BatchQueue(SampleModel.Classifier, s_options with { Time = time }, batches.Enqueue);
        var waiting = queue.PredictAsync(Features(20), long.MaxValue).AsTask();
        Assert.False(waiting.IsCompleted);
        time.GoOff();
        Assert.Equal(1, (await waiting).Count);
        Assert.Equal([1], batches);
    }

    [Fact]
    public async Task RowsBeyondTheirDeadlineAreNotComputed()
    {
        var time = new ManualTime();
        var batches = new ConcurrentQueue<int>();
        using var queue = new BatchQueue(SampleModel.Classifier, s_options with { Time = time }, batches.Enqueue);
        var late = queue.PredictAsync(Features(20), deadline: 5).AsTask();
        var early = queue.PredictAsync(Features(21, 22), deadline: 50).AsTask();
        time.Now = 6;
        time.GoOff();
        Assert.Null((await late).All);
        Assert.NotNull((await early).All);
        Assert.Equal([2], batches);
    }

    [Fact]
    public async Task WithoutATimeToWaitNobodyWaits()
    {
        using var queue = new BatchQueue(SampleModel.Classifier, s_options with { MaximumWait = TimeSpan.Zero }, _ => { });
        var predicted = queue.PredictAsync(Features(20), long.MaxValue);
        Assert.True(predicted.IsCompletedSuccessfully);
        Assert.Equal(1, (await predicted).Count);
    }

    private static Matrix<float> Features(params float[] ages) => SampleModel.Classifier.Encode(Table.Of(
        new NumberColumn("age", ages),
        TextColumn.From("city", ages.Select(_ => "Oslo")),
        TextColumn.From("member", ages.Select(_ => "true")),
        TextColumn.From("joined", ages.Select(_ => (string?)null))));

    /// <summary>A clock that a test moves.</summary>
    private sealed class ManualTime : TimeProvider
    {
        private Action? _goOff;

        public long Now { get; set; }

        public void GoOff() => _goOff!();

        public override long GetTimestamp() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _goOff = () => callback(state);
            return new Silent();
        }

        private sealed class Silent : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
