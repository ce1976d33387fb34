using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Feedforward.Browser.Tests.Browser))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Feedforward.Browser.Tests;

/// <summary>The system's Chromium, started once for all tests. Where there is none, they are skipped and say so.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    private IPlaywright? _playwright;
    private IBrowser? _chromium;
    private string _lacking = "There is no Chromium (on Debian and Ubuntu: apt-get install chromium).";

    public async ValueTask InitializeAsync()
    {
        if (s_places.FirstOrDefault(File.Exists) is not { } path)
        {
            return;
        }

        // A machine that tests many things at once may be slow; nothing is waited for longer than it takes.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        try
        {
            _chromium = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path });
        }
        catch (PlaywrightException fault)
        {
            _lacking = $"{path} cannot be started: {fault.Message.Split('\n')[0]}";
        }
    }

    /// <summary>A studio of its own with a temporary folder, and a browser window for it.</summary>
    /// <param name="data">The table it begins with, or null.</param>
    /// <param name="model">The model it begins with, or null.</param>
    public async Task<TestedStudio> StudioAsync(string? data = null, string? model = null)
    {
        Assert.SkipWhen(_chromium is null, _lacking);
        return await TestedStudio.StartAsync(_chromium!, data, model);
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
