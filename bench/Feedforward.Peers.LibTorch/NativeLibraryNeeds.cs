using System.Buffers.Binary;
using System.Text;

namespace Feedforward.Peers.LibTorch;

/// <summary>
/// TorchSharp 0.107's native library names a symbol of libstdc++ 13 (GLIBCXX_3.4.32) that it never uses:
/// <c>ios_base_library_initv</c>, which only marks that streams are initialised. Where the system's libstdc++ is older (Debian
/// 12), the built copy is changed so that both the version and the symbol are weak, that is, may be missing.
/// </summary>
internal static class NativeLibraryNeeds
{
    private const string Version = "GLIBCXX_3.4.32";
    private const string Symbol = "_ZSt21ios_base_library_initv";
    private const int VersionNeeds = 0x6ffffffe;
    private const int DynamicSymbols = 11;
    private const ushort WeakVersion = 2;
    private const int SymbolBytes = 24;

    /// <summary>Changes a 64-bit ELF file, if it is there and has not been changed before.</summary>
    public static void Relax(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        var file = File.ReadAllBytes(path);
        var isChanged = false;
        foreach (var section in Sections(file))
        {
            isChanged |= section.Kind switch
            {
                VersionNeeds => RelaxVersion(file, section),
                DynamicSymbols => RelaxSymbol(file, section),
                _ => false,
            };
        }

        if (isChanged)
        {
            File.WriteAllBytes(path, file);
        }
    }

    private static List<Section> Sections(byte[] file)
    {
        var table = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(0x28));
        int size = Word16(file, 0x3A), count = Word16(file, 0x3C);
        return [.. Enumerable.Range(0, count).Select(i => new Section(file, table + (i * size)))];
    }

    /// <summary>The needed versions are chains of records: a file, and the versions needed of it.</summary>
    private static bool RelaxVersion(byte[] file, Section needs)
    {
        var names = Sections(file)[needs.Link].Offset;
        for (int record = needs.Offset, next = -1; next != 0; record += next)
        {
            next = Word32(file, record + 12);
            for (int version = record + Word32(file, record + 8), following = -1; following != 0; version += following)
            {
                following = Word32(file, version + 12);
                if (Text(file, names + Word32(file, version + 8)) == Version && Word16(file, version + 4) != WeakVersion)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(version + 4), WeakVersion);
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>A symbol's binding stands in the upper four bits of its fifth byte: 1 global, 2 weak.</summary>
    private static bool RelaxSymbol(byte[] file, Section symbols)
    {
        var names = Sections(file)[symbols.Link].Offset;
        for (var symbol = symbols.Offset; symbol < symbols.Offset + symbols.Size; symbol += SymbolBytes)
        {
            if (file[symbol + 4] >> 4 == 1 && Text(file, names + Word32(file, symbol)) == Symbol)
            {
                file[symbol + 4] = (byte)((2 << 4) | (file[symbol + 4] & 15));
                return true;
            }
        }

        return false;
    }

    private static int Word16(byte[] file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));

    private static int Word32(byte[] file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));

    private static string Text(byte[] file, int at) => Encoding.ASCII.GetString(file.AsSpan(at, file.AsSpan(at).IndexOf((byte)0)));

    /// <summary>An entry of the table of sections.</summary>
    private readonly struct Section(byte[] file, int at)
    {
        public int Kind => Word32(file, at + 4);

        public int Offset => (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at + 0x18));

        public int Size => (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at + 0x20));

        public int Link => Word32(file, at + 0x28);
    }
}
