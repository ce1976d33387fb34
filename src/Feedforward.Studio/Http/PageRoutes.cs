using Feedforward.Server;

namespace Feedforward.Studio;

/// <summary>The files of the page, which are part of the program.</summary>
internal static class PageRoutes
{
    private const string Page = "/index.html";

    /// <summary>One route for each file, and / for the page.</summary>
    public static IEnumerable<Route> All
    {
        get
        {
            var assembly = typeof(PageRoutes).Assembly;
            foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith('/')))
            {
                var path = name.Replace('\\', '/');
                var asset = new PageAsset(assembly, name, TypeOf(path));
                yield return new Route("GET", path == Page ? "/" : path, "A part of the page.", Routes.Done(asset.Send));
            }
        }
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };
}
