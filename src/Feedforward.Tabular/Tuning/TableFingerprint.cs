using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Feedforward.Tabular.Tuning;

/// <summary>A short text that stands for the content of a table: names, kinds and every cell.</summary>
internal static class TableFingerprint
{
    /// <summary>The first 128 bits of the SHA-256 of the columns, in hexadecimal digits.</summary>
    public static string Of(Table table)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, table.Rows);
        foreach (var column in table.Columns)
        {
            Add(hash, column.Name);
            switch (column)
            {
                case NumberColumn numbers:
                    Add(hash, "numbers");
                    hash.AppendData(MemoryMarshal.AsBytes(numbers.Values));
                    break;
                case TextColumn texts:
                    Add(hash, "texts");
                    hash.AppendData(MemoryMarshal.AsBytes(texts.Codes));
                    Add(hash, texts.Values.Count);
                    foreach (var text in texts.Values)
                    {
                        Add(hash, text);
                    }

                    break;
                case VectorColumn { IsBytes: true } bytes:
                    Add(hash, "bytes");
                    Add(hash, bytes.Width);
                    hash.AppendData(bytes.AllBytes.Span);
                    break;
                case VectorColumn vectors:
                    Add(hash, "vectors");
                    Add(hash, vectors.Width);
                    hash.AppendData(MemoryMarshal.AsBytes(vectors.Values.Span));
                    break;
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static void Add(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(hash, bytes.Length);
        hash.AppendData(bytes);
    }
}
