using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

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

    /// <summary>Whatever is damaged, in the file or in its description alone, a model is read or refused, without much memory.</summary>
    public static void AssertHarmless(byte[] file, int count, int seed)
    {
        var (read, refused) = (0, 0);
        foreach (var mutant in Of(file, count, seed).Concat(Descriptions(file, count, seed + 1)))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ModelFile.Load(new MemoryStream(mutant));
                read++;
            }
            catch (ModelFileException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (4L * mutant.Length) + (64 << 20));
        }

        Assert.True(refused > 1000 && read > 200, $"{read} read, {refused} refused");
    }

    /// <summary>Files whose JSON alone is damaged, so that the damage gets past the protobuf reader.</summary>
    private static IEnumerable<byte[]> Descriptions(byte[] file, int count, int seed)
    {
        var model = ModelProto.Read(new WireReader(file));
        foreach (var description in Of(model.Metadata[2].Utf8.ToArray(), count, seed))
        {
            model.Metadata[2] = model.Metadata[2] with { Utf8 = description };
            yield return OnnxRun.Bytes(model);
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
