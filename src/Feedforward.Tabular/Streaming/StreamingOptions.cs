namespace Feedforward.Tabular;

/// <summary>How rows are streamed that need not fit into memory.</summary>
public sealed record StreamingOptions
{
    /// <summary>Less <see cref="Memory"/> than this, 16 MiB, shuffles too few rows together to be of use.</summary>
    public const long LeastMemory = 16 << 20;

    /// <summary>The usual <see cref="Memory"/>: 256 MiB.</summary>
    public const long UsualMemory = 256 << 20;

    /// <summary>
    /// The memory for reading and shuffling, in bytes, 1 or more. The network, the validation outputs and the runtime come on top. More memory
    /// means that more rows are shuffled together, so the result depends on it.
    /// </summary>
    public long Memory { get; init; } = UsualMemory;

    /// <summary>A folder on a disk with room for the parsed rows, which are kept there in a file from the pass for statistics on, so that they need not be parsed again; null to parse them in each epoch.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Rows of their own that judge the result; null to hold some back.</summary>
    public RowSource? Test { get; init; }

    /// <summary>Told now and then how far it is; or null.</summary>
    public IProgress<StreamingProgress>? Progress { get; init; }

    internal void Check() => ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Memory, nameof(Memory));
}
