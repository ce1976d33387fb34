using System.Globalization;
using System.Text.RegularExpressions;

namespace Feedforward.Server.Tests;

/// <summary>The metrics are Prometheus' text format, count what happened, and have few labels.</summary>
public sealed partial class MetricsTests
{
    [Fact]
    public async Task WhatHappenedIsCounted()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await server.PredictAsync($"[{SampleModel.Record},{SampleModel.Record}]");
        }

        (await server.PostAsync("/predict", "[1]")).Dispose();
        var metrics = Parse(await server.MetricsAsync());

        Assert.Equal(3, metrics["feedforward_requests_total{method=\"POST\",route=\"/predict\",status=\"200\"}"]);
        Assert.Equal(1, metrics["feedforward_requests_total{method=\"POST\",route=\"/predict\",status=\"400\"}"]);
        Assert.Equal(6, metrics["feedforward_predicted_rows_total{model=\"people\"}"]);
        Assert.Equal(3, metrics["feedforward_batch_rows_count{model=\"people\"}"]);
        Assert.Equal(0, metrics["feedforward_batch_rows_bucket{model=\"people\",le=\"1\"}"]);
        Assert.Equal(3, metrics["feedforward_batch_rows_bucket{model=\"people\",le=\"2\"}"]);
        Assert.Equal(4, metrics["feedforward_request_duration_seconds_count{route=\"/predict\"}"]);
        Assert.Equal(4, metrics["feedforward_request_duration_seconds_bucket{route=\"/predict\",le=\"+Inf\"}"]);
        Assert.True(metrics["feedforward_request_duration_seconds_sum{route=\"/predict\"}"] > 0);
        Assert.True(metrics["process_resident_memory_bytes"] > 1e6);
        Assert.True(metrics["process_cpu_time_seconds_total"] > 0);
    }

    [Fact]
    public async Task NoRequestAddsALabel()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 50; i++)
        {
            (await server.GetAsync($"/path-{i}")).Dispose();
            (await server.GetAsync($"/models/model-{i}")).Dispose();
            using var odd = new HttpRequestMessage(new HttpMethod($"ODD{i}"), "/predict");
            (await server.Client.SendAsync(odd, TestContext.Current.CancellationToken)).Dispose();
        }

        var requests = Parse(await server.MetricsAsync()).Where(pair => pair.Key.StartsWith("feedforward_requests_total", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, requests.Count);
        Assert.All(requests, pair => Assert.Equal(50, pair.Value));
    }

    [Fact]
    public async Task AHistogramsBucketsAscend()
    {
        await using var server = await TestServer.StartAsync();
        await server.PredictAsync(SampleModel.Record);
        var buckets = Parse(await server.MetricsAsync())
            .Where(pair => pair.Key.StartsWith("feedforward_request_duration_seconds_bucket{route=\"/predict\"", StringComparison.Ordinal))
            .Select(pair => pair.Value).ToList();
        Assert.Equal(17, buckets.Count);
        Assert.Equal(buckets.Order(), buckets);
    }

    /// <summary>Every line is a comment or a sample of a family that was declared before, and none comes twice.</summary>
    private static Dictionary<string, double> Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var (samples, families) = (new Dictionary<string, double>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                Assert.Matches("^# TYPE [a-z_]+ (counter|gauge|histogram)$", line);
                Assert.True(families.Add(line.Split(' ')[2]), line);
                continue;
            }

            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                continue;
            }

            var match = SamplePattern().Match(line);
            Assert.True(match.Success, line);
            var name = match.Groups["name"].Value;
            Assert.True(families.Contains(name) || families.Contains(name[..name.LastIndexOf('_')]), line);
            samples.Add(name + match.Groups["labels"].Value, double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture));
        }

        return samples;
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>(\{([a-z_]+="[^"\\]*",?)+\})?) (?<value>[0-9.E+-]+)$""")]
    private static partial Regex SamplePattern();
}
