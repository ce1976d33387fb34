using Feedforward.Onnx;
using Feedforward.Tabular;
using Microsoft.Extensions.DependencyInjection;

namespace Feedforward.DependencyInjection.Tests;

/// <summary>A scope has one model, the next scope the one that the file holds by then, and two keys have two models.</summary>
public sealed class FeedforwardServicesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void A_scope_keeps_its_model_and_the_next_gets_the_new_one()
    {
        var path = Save("model.onnx", slope: 1);
        using var provider = new ServiceCollection()
            .AddFeedforwardModel(path, Timeout.InfiniteTimeSpan)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        using var first = provider.CreateScope();
        var model = first.ServiceProvider.GetRequiredService<TabularModel>();
        Assert.InRange(Predict(model), 4, 6);

        Save("model.onnx", slope: -1);
        Assert.Equal(ReloadOutcome.Changed, provider.GetRequiredService<ReloadingModel>().Refresh());
        Assert.Same(model, first.ServiceProvider.GetRequiredService<TabularModel>());
        using var second = provider.CreateScope();
        Assert.InRange(Predict(second.ServiceProvider.GetRequiredService<TabularModel>()), -6, -4);
    }

    [Fact]
    public void The_clock_among_the_services_says_when_to_look()
    {
        var path = Save("model.onnx", slope: 1);
        var clock = new Clock();
        using var provider = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddFeedforwardModel(path).BuildServiceProvider();
        var model = provider.GetRequiredService<ReloadingModel>();
        Assert.Equal(FeedforwardServices.UsualInterval, clock.Period);
        var before = model.Current;
        clock.Tick();
        Assert.Same(before, model.Current);
        Save("model.onnx", slope: -1);
        Assert.Same(before, model.Current);
        clock.Tick();
        Assert.InRange(Predict(model.Current), -6, -4);
        provider.Dispose();
        Assert.True(clock.IsStopped);
    }

    [Fact]
    public void Models_of_different_keys_are_different()
    {
        using var provider = new ServiceCollection()
            .AddKeyedFeedforwardModel("up", Save("up.onnx", slope: 1))
            .AddKeyedFeedforwardModel("down", Save("down.onnx", slope: -1))
            .BuildServiceProvider();
        using var scope = provider.CreateScope();
        Assert.InRange(Predict(scope.ServiceProvider.GetRequiredKeyedService<TabularModel>("up")), 4, 6);
        Assert.InRange(Predict(scope.ServiceProvider.GetRequiredKeyedService<TabularModel>("down")), -6, -4);
        Assert.Null(provider.GetService<ReloadingModel>());
    }

    [Fact]
    public void What_is_wrong_is_said_when_it_is_known()
    {
        var services = new ServiceCollection();
        Assert.Throws<ArgumentException>(() => services.AddFeedforwardModel(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => services.AddFeedforwardModel("model.onnx", TimeSpan.Zero));
        Assert.Throws<ArgumentNullException>(() => services.AddKeyedFeedforwardModel(null!, "model.onnx"));
        using var provider = services.AddFeedforwardModel(Path.Combine(_folder, "none.onnx")).BuildServiceProvider();
        Assert.Contains("none.onnx", Assert.Throws<ModelFileException>(() => provider.GetRequiredService<ReloadingModel>()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static float Predict(TabularModel model) => model.Predict(new { x = 5 }).Value!.Value;

    /// <summary>Writes a model of y = slope · x. It has as many bytes as any other, so its time is moved too.</summary>
    private string Save(string name, int slope)
    {
        var rows = Enumerable.Range(0, 82).Select(i => (i * 7 % 41) - 20);
        var table = Table.From(rows).Number("x", x => x).Number("y", x => slope * x).ToTable();
        var options = new TabularOptions { Target = "y", Task = LearningTask.Regression, Hidden = [], LearningRate = 0.05, Epochs = 100, Validation = 0, Test = 0 };
        var path = Path.Combine(_folder, name);
        ModelFile.Save(TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken).Model, path);
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 2 + slope, 0, 0, 0, DateTimeKind.Utc));
        return path;
    }

    /// <summary>A clock that a test moves.</summary>
    private sealed class Clock : TimeProvider
    {
        private TimerCallback? _callback;
        private object? _state;

        public TimeSpan Period { get; private set; }

        public bool IsStopped { get; private set; }

        public void Tick() => _callback!(_state);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_callback, _state, Period) = (callback, state, period);
            return new Timer(this);
        }

        private sealed class Timer(Clock clock) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => false;

            public void Dispose() => clock.IsStopped = true;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
