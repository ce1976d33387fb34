namespace Feedforward.Server;

/// <summary>The version of this library.</summary>
internal static class ServerVersion
{
    /// <summary>Such as 1.2.0.</summary>
    public static string Text { get; } = typeof(ServerVersion).Assembly.GetName().Version?.ToString(3) ?? "0";
}
