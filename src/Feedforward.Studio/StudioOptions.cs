namespace Feedforward.Studio;

/// <summary>How the studio is started.</summary>
public sealed record StudioOptions
{
    /// <summary>The port where none is named.</summary>
    public const int UsualPort = 8090;

    /// <summary>The port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; } = UsualPort;

    /// <summary>Where runs are kept, so that they outlive the program; made if it is not there.</summary>
    public string Folder { get; init; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "feedforward", "studio");

    /// <summary>A table to begin with: a file, or the name of a built-in set; or null.</summary>
    public string? Data { get; init; }

    /// <summary>A model file to begin with, or null.</summary>
    public string? Model { get; init; }

    /// <summary>The most threads a run uses; 0 means all processors. No result depends on it.</summary>
    public int Threads { get; init; }

    /// <summary>Told of faults; or null.</summary>
    public Action<string>? Log { get; init; }
}
