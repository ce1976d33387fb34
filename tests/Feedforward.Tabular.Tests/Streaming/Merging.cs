namespace Feedforward.Tabular.Tests.Streaming;

/// <summary>What is known of rows, written and merged.</summary>
internal static class Merging
{
    public static T Into<T>(T left, T right)
        where T : IMergeable
    {
        left.Merge(new BinaryReader(new MemoryStream(BytesOf(right))));
        return left;
    }

    public static byte[] BytesOf(IMergeable known)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        known.Write(writer);
        writer.Flush();
        return bytes.ToArray();
    }
}
