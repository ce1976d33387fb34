using Feedforward;
using Feedforward.Onnx;
using Feedforward.Tabular;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Model files as services.</summary>
public static class FeedforwardServices
{
    /// <summary>How often a file is looked at where nothing else is said.</summary>
    public static TimeSpan UsualInterval { get; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Adds a model that follows its file: <see cref="ReloadingModel"/> as a singleton, and <see cref="TabularModel"/> per scope, which is
    /// the model that is in use when a scope first asks for it. So whatever belongs to one request is predicted by one model.
    /// </summary>
    /// <remarks>
    /// A singleton takes the <see cref="ReloadingModel"/> and asks it for <see cref="ReloadingModel.Current"/>. The file is read when a service is first
    /// asked for; if it cannot be read that throws a <see cref="ModelFileException"/>. A <see cref="TimeProvider"/> among the services measures the intervals.
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="path">The model file.</param>
    /// <param name="interval">How often to look whether the file changed; null for <see cref="UsualInterval"/>, <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is zero or negative.</exception>
    public static IServiceCollection AddFeedforwardModel(this IServiceCollection services, string path, TimeSpan? interval = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        Check(path, interval);
        return services
            .AddSingleton(provider => Open(provider, path, interval))
            .AddScoped(provider => provider.GetRequiredService<ReloadingModel>().Current);
    }

    /// <summary>The same for one of several models: its services are asked for by the key, such as with <c>[FromKeyedServices("churn")]</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key, such as a name.</param>
    /// <param name="path">The model file.</param>
    /// <param name="interval">How often to look whether the file changed; null for <see cref="UsualInterval"/>, <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is zero or negative.</exception>
    public static IServiceCollection AddKeyedFeedforwardModel(this IServiceCollection services, object key, string path, TimeSpan? interval = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(key);
        Check(path, interval);
        return services
            .AddKeyedSingleton(key, (provider, _) => Open(provider, path, interval))
            .AddKeyedScoped(key, (provider, of) => provider.GetRequiredKeyedService<ReloadingModel>(of).Current);
    }

    /// <summary>What is wrong is better said where the model is added than where it is first used.</summary>
    private static void Check(string path, TimeSpan? interval)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (interval is { } every && every != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(every, TimeSpan.Zero, nameof(interval));
        }
    }

    private static ReloadingModel Open(IServiceProvider provider, string path, TimeSpan? interval) => new(
        path,
        interval == Timeout.InfiniteTimeSpan ? null : interval ?? UsualInterval,
        provider.GetService<TimeProvider>());
}
