using System.Reflection;

namespace Feedforward.Server;

/// <summary>A file of the page, which is part of the program. The page asks this server alone.</summary>
internal sealed class PageAsset
{
    private readonly string _type;
    private readonly byte[] _bytes;

    private PageAsset(string name, string type)
        : this(typeof(PageAsset).Assembly, name, type)
    {
    }

    /// <summary>A file in some assembly.</summary>
    public PageAsset(Assembly assembly, string name, string type)
    {
        _type = type;
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program lacks its part '{name}'.");
        _bytes = new byte[stream.Length];
        stream.ReadExactly(_bytes);
    }

    /// <summary>The page.</summary>
    public static PageAsset Page { get; } = new("page.html", "text/html; charset=utf-8");

    /// <summary>Its style.</summary>
    public static PageAsset Style { get; } = new("page.css", "text/css; charset=utf-8");

    /// <summary>Its program.</summary>
    public static PageAsset Program { get; } = new("page.js", "text/javascript; charset=utf-8");

    /// <summary>Answers with the file.</summary>
    public void Send(Exchange exchange)
    {
        exchange.Answer.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        exchange.Answer["Referrer-Policy"] = "no-referrer";
        exchange.Answer.CacheControl = "no-cache";
        exchange.Send(200, _type, _bytes);
    }
}
