using System.Text.Json;

namespace Feedforward.Server.Tests;

/// <summary>Reads answers.</summary>
internal static class Answers
{
    public static Task<string> TextAsync(this HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) => JsonDocument.Parse(await response.TextAsync()).RootElement;

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
