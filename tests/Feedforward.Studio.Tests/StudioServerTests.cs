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
        var lines = new List<string>();
        while (lines.Count < 6)
        {
            if (await reader.ReadLineAsync(Stop) is { } line && (line.StartsWith("id: ", StringComparison.Ordinal) || line.StartsWith("data: ", StringComparison.Ordinal)))
            {
                lines.Add(line);
                if (lines.Count == 4)
                {
                    studio.Server.Events.Append("{}"u8.ToArray());
                }
            }
        }

        // What happened before it came is one message, under the number of the last event.
        Assert.Equal(["id: 5", "data: {\"event\":\"3\"}", "data: {\"event\":\"4\"}", "data: {\"event\":\"5\"}", "id: 6", "data: {}"], lines);
    }

    [Fact]
    public void A_page_that_missed_more_than_is_kept_is_told_so()
    {
        using var log = new EventLog();
        for (var i = 0; i < EventLog.Kept + 2; i++)
        {
            log.Append(Encoding.UTF8.GetBytes($"{i + 1}"));
        }

        var events = new List<ReadOnlyMemory<byte>>();
        Assert.False(log.Read(1, events));
        Assert.False(log.Read(EventLog.Kept + 3, events));
        Assert.Empty(events);
        Assert.True(log.Read(2, events));
        Assert.Equal(Enumerable.Range(3, EventLog.Kept).Select(i => $"{i}"), events.Select(json => Encoding.UTF8.GetString(json.Span)));
    }

    [Fact]
    public void Events_before_a_gap_are_not_told_with_those_after_it()
    {
        using var log = new EventLog();
        log.Restore([(1, default), (2, default), (5, "5"u8.ToArray()), (6, default)]);
        var events = new List<ReadOnlyMemory<byte>>();
        Assert.False(log.Read(3, events));
        Assert.True(log.Read(4, events));
        Assert.Equal(2, events.Count);
    }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"http://www\.w3\.org/[A-Za-z0-9/]+")]
    private static partial Regex Vocabulary();
}
