using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests;

public sealed class ReloadingModelTests : IDisposable
{
    private static readonly byte[] s_first = SampleModels.File(SampleModels.Trained(SampleModels.Options("sick")));
    private static readonly byte[] s_second = SampleModels.File(SampleModels.Trained(SampleModels.Options("price") with { Hidden = [4] }));

    private readonly string _folder = Directory.CreateTempSubdirectory("feedforward-").FullName;

    private string Model => Path.Combine(_folder, "model.onnx");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AModelIsReplacedWhenItsFileIs()
    {
        Write(s_first, hour: 1);
        using var model = new ReloadingModel(Model);
        var changes = new List<TabularModel>();
        model.Changed += changes.Add;
        var before = model.Current;
        Assert.Equal("sick", before.Target.Name);
        Assert.Equal(ReloadOutcome.Unchanged, model.Refresh());
        Assert.Same(before, model.Current);

        Write(s_second, hour: 2);

        Assert.Equal(ReloadOutcome.Changed, model.Refresh());
        Assert.Equal("price", model.Current.Target.Name);
        Assert.Same(model.Current, Assert.Single(changes));
        Assert.Equal(ReloadOutcome.Unchanged, model.Refresh());
    }

    [Fact]
    public void AFileThatCannotBeReadChangesNothingAndIsToldOnce()
    {
        Write(s_first, hour: 1);
        using var model = new ReloadingModel(Model);
        var faults = new List<ModelFileException>();
        model.Failed += faults.Add;
        var before = model.Current;

        Write(s_second[..^100], hour: 2);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(ReloadOutcome.Failed, model.Refresh());
        }

        Assert.Same(before, model.Current);
        Assert.Same(model.Fault, Assert.Single(faults));

        Write(s_second, hour: 3);

        Assert.Equal(ReloadOutcome.Changed, model.Refresh());
        Assert.Null(model.Fault);
    }

    [Fact]
    public void AFileThatGoesAndComesBackIsReadAgain()
    {
        Write(s_first, hour: 1);
        using var model = new ReloadingModel(Model);
        File.Delete(Model);
        Assert.Equal(ReloadOutcome.Failed, model.Refresh());
        Assert.Contains("no such file", model.Fault!.Message, StringComparison.Ordinal);

        Write(s_first, hour: 1);

        Assert.Equal(ReloadOutcome.Unchanged, model.Refresh());
        Assert.Null(model.Fault);
    }

    [Fact]
    public void ALinkIsFollowedToWhatItLeadsToNow()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        Write(s_first, hour: 1);
        var (other, link) = (Path.Combine(_folder, "other.onnx"), Path.Combine(_folder, "link.onnx"));
        File.WriteAllBytes(other, s_second);
        File.CreateSymbolicLink(link, Model);
        using var model = new ReloadingModel(link);

        File.Delete(link);
        File.CreateSymbolicLink(link, other);

        Assert.Equal(ReloadOutcome.Changed, model.Refresh());
        Assert.Equal("price", model.Current.Target.Name);
    }

    [Fact]
    public void TheFileIsLookedAtInIntervals()
    {
        Write(s_first, hour: 1);
        var time = new ManualTime();
        using var model = new ReloadingModel(Model, TimeSpan.FromSeconds(1), time);
        time.Tick();
        Assert.Equal("sick", model.Current.Target.Name);

        Write(s_second, hour: 2);
        time.Tick();

        Assert.Equal("price", model.Current.Target.Name);
        Assert.Equal(TimeSpan.FromSeconds(1), time.Period);
    }

    [Fact]
    public void TheFirstFileMustBeReadable() =>
        Assert.Throws<ModelFileException>(() => new ReloadingModel(Path.Combine(_folder, "none.onnx")));

    /// <summary>Writes the file beside its place and renames it, with a time of writing of its own.</summary>
    private void Write(byte[] bytes, int hour)
    {
        File.WriteAllBytes(Model + ".new", bytes);
        File.SetLastWriteTimeUtc(Model + ".new", new DateTime(2026, 1, 1, hour, 0, 0, DateTimeKind.Utc));
        File.Move(Model + ".new", Model, overwrite: true);
    }

    /// <summary>A clock whose timer goes off when a test says so.</summary>
    private sealed class ManualTime : TimeProvider
    {
        private Action? _tick;

        public TimeSpan Period { get; private set; }

        public void Tick() => _tick!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (Period, _tick) = (period, () => callback(state));
            return new Nothing();
        }

        private sealed class Nothing : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
