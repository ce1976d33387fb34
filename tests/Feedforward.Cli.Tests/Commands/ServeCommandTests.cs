using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Feedforward.Cli.Options;

namespace Feedforward.Cli.Tests.Commands;

public sealed class ServeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AModelIsServedUntilASignalAsksForTheEnd()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        var cancellation = TestContext.Current.CancellationToken;
        var (_, model) = await People.TrainAsync(_folder);
        var keys = _folder.Write("keys.txt", "a-key-of-some-length\n");
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Feedforward.Cli.dll"), "serve", $"tall={model}", "--port", "0", "--api-key-file", keys])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync(cancellation);
        Assert.NotNull(line);
        Assert.StartsWith($"serving tall ({model}) on http://127.0.0.1:", line, StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]) };
        using var refused = await client.GetAsync("/models", cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "a-key-of-some-length");
        using var answer = await client.PostAsync("/predict", new StringContent("""{"height":199,"city":"Bonn"}""", new MediaTypeHeaderValue("application/json")), cancellation);
        Assert.Contains("\"label\":\"yes\"", await answer.Content.ReadAsStringAsync(cancellation), StringComparison.Ordinal);

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(cancellation);

        Assert.Equal(0, process.ExitCode);
        Assert.DoesNotContain("warning", await process.StandardError.ReadToEndAsync(cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no such file", 3, "serve", "none.onnx")]
    [InlineData("cannot be a model's name", 2, "serve", "my model.onnx")]
    [InlineData("speaks HTTP", 2, "serve", "MODEL", "--urls", "https://0.0.0.0:443")]
    [InlineData("--urls takes http://ADDRESS:PORT", 2, "serve", "MODEL", "--urls", "http://models.example:80")]
    [InlineData("both say where", 2, "serve", "MODEL", "--urls", "http://0.0.0.0:80", "--port", "1")]
    [InlineData("from 0 to 65535", 2, "serve", "MODEL", "--port", "65536")]
    [InlineData("Name every page", 2, "serve", "MODEL", "--cors", "*")]
    [InlineData("cannot be read", 2, "serve", "MODEL", "--api-key-file", "none.txt")]
    [InlineData("--max-wait takes", 2, "serve", "MODEL", "--max-wait", "-1")]
    [InlineData("Two models are named", 2, "serve", "a=MODEL", "a=MODEL")]
    public async Task WhatCannotBeServedIsTold(string message, int code, params string[] words)
    {
        var (_, model) = await People.TrainAsync(_folder);
        var answer = await CommandLine.RunAsync([.. words.Select(word => word.Replace("MODEL", model, StringComparison.Ordinal))]);
        Assert.Equal(code, answer.ExitCode);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void AddressesAreRead()
    {
        Assert.Equal([new IPEndPoint(IPAddress.Any, 8080)], ListeningAddress.Parse("http://0.0.0.0:8080/"));
        Assert.Equal([new IPEndPoint(IPAddress.IPv6Loopback, 80)], ListeningAddress.Parse("http://[::1]"));
        Assert.Equal([new IPEndPoint(IPAddress.IPv6Any, 1)], ListeningAddress.Parse("http://*:1"));
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, 5), new IPEndPoint(IPAddress.IPv6Loopback, 5)], ListeningAddress.Parse("localhost:5"));
        Assert.Throws<UsageException>(() => ListeningAddress.Parse("http://127.0.0.1:80/path"));
        Assert.Throws<UsageException>(() => ListeningAddress.Parse("http://127.0.0.1:99999"));
    }

    [Fact]
    public async Task AServerForAllIsWarnedAboutUnlessThatIsMeant()
    {
        var (_, model) = await People.TrainAsync(_folder);
        Assert.Contains("other machines can reach", await ErrorAsync("serve", model, "--urls", "http://0.0.0.0:0"), StringComparison.Ordinal);
        Assert.DoesNotContain("other machines can reach", await ErrorAsync("serve", model, "--urls", "http://0.0.0.0:0", "--no-auth"), StringComparison.Ordinal);
        Assert.DoesNotContain("other machines can reach", await ErrorAsync("serve", model, "--port", "0"), StringComparison.Ordinal);
    }

    /// <summary>Serves until the first line is there, and ends.</summary>
    private static async Task<string> ErrorAsync(params string[] words)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var (output, error) = (new FirstLine(ending.Cancel), new StringWriter());
        using var input = new MemoryStream();
        Assert.Equal(0, await Application.RunAsync(words, new Terminal(output, error, input), ending.Token));
        return error.ToString();
    }

    /// <summary>Does something when it is first flushed.</summary>
    private sealed class FirstLine(Action then) : StringWriter
    {
        public override Task FlushAsync()
        {
            then();
            return base.FlushAsync();
        }

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            then();
            return base.FlushAsync(cancellationToken);
        }
    }
}
