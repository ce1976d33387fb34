using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Feedforward.Studio.Tests;

public sealed partial class StudioServerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_name_and_another_origin_are_refused()
    {
        await using var studio = await TestStudio.StartAsync();
        using var named = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example" } };
        using var first = await studio.Client.SendAsync(named, Stop);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, first.StatusCode);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/api/lessons/likelihood");
        foreign.Headers.Add("Origin", "http://evil.example");
        using var second = await studio.Client.SendAsync(foreign, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, second.StatusCode);
    }

    [Fact]
    public async Task Every_file_of_the_page_is_served_and_names_no_other_machine()
    {
        await using var studio = await TestStudio.StartAsync();
        var names = typeof(StudioServer).Assembly.GetManifestResourceNames().Where(name => name.StartsWith('/')).ToList();
        Assert.Contains("/index.html", names);
        Assert.Contains("/screens/perceptron.js", names);
        foreach (var name in names)
        {
            using var response = await studio.Client.GetAsync(name == "/index.html" ? "/" : name, Stop);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            var text = await response.Content.ReadAsStringAsync(Stop);

            // Names of XML's vocabularies look like addresses and are none.
            Assert.DoesNotContain("//", Vocabulary().Replace(Comment().Replace(text, ""), ""), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_that_comes_back_gets_what_it_missed_once()
    {
        await using var studio = await TestStudio.StartAsync();
        for (var i = 1; i <= 5; i++)
        {
            studio.Server.Events.Append(Encoding.UTF8.GetBytes($"{{\"event\":\"{i}\"}}"));
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        request.Headers.Add("Last-Event-ID", "2");
        using var response = await studio.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
        var ids = new List<string>();
        while (ids.Count < 4)
        {
            if (await reader.ReadLineAsync(Stop) is { } line && line.StartsWith("id: ", StringComparison.Ordinal))
            {
                ids.Add(line[4..]);
                if (ids.Count == 3)
                {
                    studio.Server.Events.Append("{}"u8.ToArray());
                }
            }
        }

        Assert.Equal(["3", "4", "5", "6"], ids);
    }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"http://www\.w3\.org/[A-Za-z0-9/]+")]
    private static partial Regex Vocabulary();
}
