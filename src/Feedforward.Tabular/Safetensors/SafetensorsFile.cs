namespace Feedforward.Tabular.Safetensors;

/// <summary>A file of named tensors and nothing that can be run, in memory.</summary>
/// <param name="Tensors">The tensors, in the order of their numbers in the file.</param>
/// <param name="Metadata">Texts by name, for whoever reads the file.</param>
internal sealed record SafetensorsFile(IReadOnlyList<SafetensorsTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Reads a file.</summary>
    /// <param name="bytes">All of it; the tensors are views of these.</param>
    /// <exception cref="ModelFileException">It breaks a rule of the format; the message says which.</exception>
    public static SafetensorsFile Read(ReadOnlyMemory<byte> bytes)
    {
        var header = SafetensorsHeader.Read(bytes.Span, bytes.Length, out var begin);
        return new SafetensorsFile(
            [.. header.Entries.Select(entry => new SafetensorsTensor(entry.Name, entry.Type, entry.Shape, bytes[(int)(begin + entry.Begin)..(int)(begin + entry.End)]))],
            header.Metadata);
    }

    /// <summary>Writes the file: tensors one after another in the given order.</summary>
    /// <exception cref="ModelFileException">Two tensors have one name, one has the name of the metadata or other numbers than its shape says, or the header would be too long.</exception>
    public void Write(Stream stream)
    {
        foreach (var tensor in Tensors)
        {
            if (SafetensorsTensor.LengthOf(tensor.Type, tensor.Shape) != tensor.Data.Length)
            {
                throw new ModelFileException($"The tensor '{tensor.Name}' cannot be written: its numbers do not fit its shape.");
            }
        }

        stream.Write(SafetensorsHeader.Of(Tensors.Select(tensor => (tensor.Name, tensor.Type, tensor.Shape)), Metadata).ToBytes());
        foreach (var tensor in Tensors)
        {
            stream.Write(tensor.Data.Span);
        }
    }
}
