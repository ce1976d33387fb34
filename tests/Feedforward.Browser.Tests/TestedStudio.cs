using Feedforward.Studio;
using Microsoft.Playwright;

namespace Feedforward.Browser.Tests;

/// <summary>A studio on a free port with a folder of its own, and pages that look at it. Faults of pages and requests to other machines are written down.</summary>
public sealed class TestedStudio : IAsyncDisposable
{
    private readonly IBrowser _chromium;
    private readonly List<IBrowserContext> _windows = [];
    private readonly StudioOptions _options;

    private TestedStudio(IBrowser chromium, StudioOptions options, StudioServer server)
    {
        (_chromium, _options, Server, Url) = (chromium, options, server, server.Url);
    }

    /// <summary>The studio.</summary>
    public StudioServer Server { get; private set; }

    /// <summary>Its address, which stays the same when it is started again.</summary>
    public string Url { get; }

    /// <summary>Where it keeps tables and runs.</summary>
    public string Folder => _options.Folder;

    /// <summary>What went wrong in the pages' programs.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Requests to other machines; none gets through.</summary>
    public List<string> Foreign { get; } = [];

    internal static async Task<TestedStudio> StartAsync(IBrowser chromium, string? data, string? model)
    {
        var options = new StudioOptions { Port = 0, Folder = Directory.CreateTempSubdirectory("studio-").FullName, Data = data, Model = model };
        var server = new StudioServer(options);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return new TestedStudio(chromium, options, server);
    }

    /// <summary>Opens a screen in a window of its own and waits until it is drawn.</summary>
    /// <param name="address">What stands behind #/ in the address: a screen's name, with values.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="width">The window's width in pixels.</param>
    public async Task<IPage> OpenAsync(string address, ColorScheme scheme = ColorScheme.Light, int width = 1200)
    {
        var page = await (await WindowAsync(scheme, width)).NewPageAsync();
        await page.GotoAsync($"{Url}#/{address}");
        await DrawnAsync(page);
        return page;
    }

    /// <summary>A window whose pages share their connections.</summary>
    public async Task<IBrowserContext> WindowAsync(ColorScheme scheme = ColorScheme.Light, int width = 1200)
    {
        var window = await _chromium.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        _windows.Add(window);
        await window.RouteAsync(address => !address.StartsWith(Url, StringComparison.Ordinal), route =>
        {
            Foreign.Add(route.Request.Url);
            return route.AbortAsync();
        });
        window.Page += (_, page) => page.PageError += (_, fault) => Faults.Add(fault);
        return window;
    }

    /// <summary>Waits until a screen is there and waits for no answer.</summary>
    public static async Task DrawnAsync(IPage page)
    {
        await page.Locator("main h2").First.WaitForAsync();
        await page.WaitForFunctionAsync("() => !document.querySelector('main [aria-busy]')");
    }

    /// <summary>The names of all screens, as the page lists them.</summary>
    public async Task<IReadOnlyList<string>> ScreensAsync()
    {
        var page = await OpenAsync("");
        var names = await page.Locator("#screens a").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href').replace('#/', ''))");
        await page.CloseAsync();
        return names;
    }

    /// <summary>The studio ends, as by Ctrl-C or a fault.</summary>
    public ValueTask EndAsync() => Server.DisposeAsync();

    /// <summary>It is started again, at the same address and with the same folder.</summary>
    /// <param name="prepare">Told of the new one before it answers; or null.</param>
    public async Task RestartAsync(Action<StudioServer>? prepare = null)
    {
        Server = new StudioServer(_options with { Port = new Uri(Url).Port });
        prepare?.Invoke(Server);
        await Server.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in _windows)
        {
            await window.CloseAsync();
        }

        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
