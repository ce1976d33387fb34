namespace Feedforward.Onnx.Tests;

/// <summary>Damaged copies of a file, the same ones in every run.</summary>
internal static class Mutations
{
    public static IEnumerable<byte[]> Of(byte[] file, int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return (i % 6) switch
            {
                0 => file[..random.Next(file.Length)],
                1 => Changed(file, random, bytes => bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8))),
                2 => Changed(file, random, bytes => random.NextBytes(bytes.AsSpan(random.Next(bytes.Length - 8), 8))),
                3 => Changed(file, random, bytes => bytes.AsSpan(random.Next(bytes.Length - 10), 9).Fill(0xFF)),
                4 => Without(file, random),
                _ => Twice(file, random),
            };
        }
    }

    private static byte[] Changed(byte[] file, Random random, Action<byte[]> change)
    {
        var bytes = file.ToArray();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            change(bytes);
        }

        return bytes;
    }

    private static byte[] Without(byte[] file, Random random)
    {
        var start = random.Next(file.Length);
        var end = Math.Min(file.Length, start + random.Next(1, 64));
        return [.. file[..start], .. file[end..]];
    }

    private static byte[] Twice(byte[] file, Random random)
    {
        var start = random.Next(file.Length);
        var end = Math.Min(file.Length, start + random.Next(1, 64));
        return [.. file[..end], .. file[start..]];
    }
}
