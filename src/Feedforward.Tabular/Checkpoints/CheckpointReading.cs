using System.Globalization;
using Feedforward.Tabular.Safetensors;

namespace Feedforward.Tabular;

/// <summary>Tensors and texts of a checkpoint by name; whatever is missing or of another kind is said.</summary>
/// <param name="file">The file.</param>
/// <param name="data">Where its numbers begin.</param>
/// <param name="header">Its header.</param>
internal sealed class CheckpointReading(Stream file, long data, SafetensorsHeader header)
{
    private const int Part = 1 << 16;
    private readonly Dictionary<string, SafetensorsEntry> _entries = header.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);

    public string Text(string name) => header.Metadata.TryGetValue(name, out var text)
        ? text
        : throw new ModelFileException($"This is no checkpoint of a training, or it is incomplete: '{name}' is missing.");

    public long Whole(string name) => long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= 0
        ? value
        : throw new ModelFileException($"The checkpoint's '{name}' is '{Text(name)}'; a whole number from 0 is needed.");

    public double Number(string name) => double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new ModelFileException($"The checkpoint's '{name}' is '{Text(name)}'; a number is needed.");

    /// <summary>How many numbers a list of single precision has.</summary>
    public int Count(string name) => Entry(name, SafetensorsType.F32, 1).Shape[0] is <= int.MaxValue and var count
        ? (int)count
        : throw new ModelFileException($"The checkpoint's '{name}' has more numbers than an array can hold.");

    public void Fill(string name, float[] values)
    {
        file.Position = data + Entry(name, SafetensorsType.F32, 1).Begin;
        for (var i = 0; i < values.Length; i += Part)
        {
            CheckpointTensor.LittleEndian.Read(file, values.AsSpan(i, Math.Min(Part, values.Length - i)));
        }
    }

    public double[] Doubles(string name, int columns = 1)
    {
        var entry = Entry(name, SafetensorsType.F64, columns == 1 ? 1 : 2);
        if (columns > 1 && entry.Shape[1] != columns)
        {
            throw new ModelFileException($"The checkpoint's '{name}' has {entry.Shape[1]} numbers a row; {columns} are needed.");
        }

        var values = new double[(entry.End - entry.Begin) / sizeof(double)];
        file.Position = data + entry.Begin;
        CheckpointTensor.LittleEndian.Read(file, values.AsSpan());
        return values;
    }

    private SafetensorsEntry Entry(string name, SafetensorsType type, int sizes) =>
        _entries.TryGetValue(name, out var entry) && entry.Type == type && entry.Shape.Count == sizes
            ? entry
            : throw new ModelFileException($"This is no checkpoint of a training, or it is incomplete: the tensor '{name}' of {type} is missing.");
}
