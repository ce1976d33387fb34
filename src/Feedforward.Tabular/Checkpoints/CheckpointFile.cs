using Feedforward.Tabular.Safetensors;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>
/// A file with all that is needed to go on with a training: safetensors, so that any program can read it. Its last tensor,
/// <c>checksum</c>, is the CRC-32C of every byte before it. See docs/checkpoints.md.
/// </summary>
/// <param name="Training">Where the training stands.</param>
/// <param name="Metadata">Texts by name, such as what the training is of. Names that begin with <c>checkpoint.</c> are taken.</param>
public sealed partial record CheckpointFile(TrainingCheckpoint Training, IReadOnlyDictionary<string, string> Metadata)
{
    internal const string OwnNames = "checkpoint.";
    private const string VersionName = OwnNames + "version";
    private const string Version = "1";
    private const string ChecksumName = "checksum";
    private const string MetricsName = "validation_metrics";
    private const string OfRefit = "refit.";
    private const int EpochNumbers = 9;

    /// <summary>Where the second training stands, on all rows, once the first is over; else null.</summary>
    public TrainingCheckpoint? Refit { get; init; }

    /// <summary>The watched metric after each epoch of <see cref="Training"/>, NaN where there was none; or nothing at all.</summary>
    public IReadOnlyList<double> ValidationMetrics { get; init; } = [];

    /// <summary>Writes the file so that it is there as a whole or not at all, whatever happens, and waits until the disk has it.</summary>
    /// <param name="path">Where it shall be.</param>
    /// <exception cref="IOException">It cannot be written there; a file that was there is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written there.</exception>
    public void Write(string path) => SafeReplacement.Write(path, Write);

    /// <summary>Reads a file. What it holds is checked before memory is taken, and the checksum before anything is believed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">It is damaged, cut off, no checkpoint, or of a version that is not known here.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CheckpointFile Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Read(stream);
    }

    internal void Write(Stream stream)
    {
        var metadata = new OrderedDictionary<string, string>(StringComparer.Ordinal) { [VersionName] = Version };
        foreach (var (name, text) in Metadata)
        {
            if (name.StartsWith(OwnNames, StringComparison.Ordinal))
            {
                throw new ArgumentException($"The metadata of a checkpoint cannot have the name '{name}': '{OwnNames}' is for its own.");
            }

            metadata.Add(name, text);
        }

        var tensors = new List<CheckpointTensor> { new(MetricsName, [.. ValidationMetrics], 1) };
        Add(tensors, metadata, string.Empty, Training);
        if (Refit is not null)
        {
            Add(tensors, metadata, OfRefit, Refit);
        }

        // Numbers of eight bytes first: then all lie where their size divides their place.
        tensors = [.. tensors.OrderBy(tensor => tensor.Type == SafetensorsType.F64 ? 0 : 1)];
        var header = SafetensorsHeader.Of(
            [.. tensors.Select(tensor => (tensor.Name, tensor.Type, tensor.Shape)), (ChecksumName, SafetensorsType.U32, [])], metadata);
        var summed = new ChecksumStream(stream);
        summed.Write(header.ToBytes());
        foreach (var tensor in tensors)
        {
            tensor.Write(summed);
        }

        stream.Write(summed.Checksum);
    }

    internal static CheckpointFile Read(Stream stream)
    {
        Verify(stream);
        stream.Position = 0;
        var header = SafetensorsHeader.Read(stream);
        var reading = new CheckpointReading(stream, stream.Position, header);
        if (reading.Text(VersionName) is var version && version != Version)
        {
            throw new ModelFileException($"This is a checkpoint of version '{version}'; version {Version} can be read here.");
        }

        var metrics = reading.Doubles(MetricsName);
        var training = Read(reading, string.Empty);
        var refit = header.Metadata.ContainsKey(OwnNames + OfRefit + "steps") ? Read(reading, OfRefit) : null;
        var texts = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in header.Metadata.Where(pair => !pair.Key.StartsWith(OwnNames, StringComparison.Ordinal)))
        {
            texts.Add(name, text);
        }

        return new CheckpointFile(training, texts) { Refit = refit, ValidationMetrics = metrics };
    }

    /// <summary>Compares the checksum at the end with the bytes before it.</summary>
    private static void Verify(Stream stream)
    {
        var header = SafetensorsHeader.Read(stream);
        if (header.Entries is not [.., { Name: ChecksumName, Type: SafetensorsType.U32, Shape.Count: 0 }])
        {
            throw new ModelFileException("This is no checkpoint: its last tensor is not its checksum.");
        }

        stream.Position = 0;
        var summed = new ChecksumStream(Stream.Null);
        var block = new byte[1 << 18];
        for (var left = stream.Length - sizeof(uint); left > 0;)
        {
            var part = block.AsSpan(0, (int)Math.Min(left, block.Length));
            stream.ReadExactly(part);
            summed.Write(part);
            left -= part.Length;
        }

        Span<byte> there = stackalloc byte[sizeof(uint)];
        stream.ReadExactly(there);
        if (!there.SequenceEqual(summed.Checksum))
        {
            throw new ModelFileException("The checkpoint is damaged: its bytes do not have the checksum that it names.");
        }
    }
}
