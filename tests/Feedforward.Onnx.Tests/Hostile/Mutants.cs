namespace Feedforward.Onnx.Tests.Hostile;

/// <summary>Changed copies of valid files, the same ones in every run: half of them damaged bytes, half damaged structure.</summary>
internal static class Mutants
{
    private static readonly ulong[] s_oddNumbers =
        [0, 1, 2, 7, 64, 255, 1 << 16, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, 10_000_000_000, 1UL << 62, long.MaxValue, 1UL << 63, ulong.MaxValue];

    private static readonly int[] s_wireTypes = [0, 1, 2, 5];

    /// <param name="files">Valid files of one kind; parts of one get into another.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another seed gives others.</param>
    public static IEnumerable<byte[]> Of(byte[][] files, int count, int seed)
    {
        var random = new Random(seed);
        var trees = Array.ConvertAll(files, WireTree.Of);
        for (var i = 0; i < count; i++)
        {
            var chosen = random.Next(files.Length);
            yield return (i % 8) switch
            {
                0 => files[chosen][..random.Next(files[chosen].Length)],
                1 => WithLyingLength(files[chosen], random),
                2 => Spliced(files[chosen], files[random.Next(files.Length)], random),
                3 => WithFlippedBits(files[chosen], random),
                _ => Restructured(trees[chosen], trees, random),
            };
        }
    }

    private static byte[] WithFlippedBits(byte[] file, Random random)
    {
        var bytes = file.ToArray();
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }

    /// <summary>A number of some size written over whatever is there.</summary>
    private static byte[] WithLyingLength(byte[] file, Random random)
    {
        var (bytes, value) = (file.ToArray(), s_oddNumbers[random.Next(s_oddNumbers.Length)]);
        for (var i = random.Next(bytes.Length); i < bytes.Length; i++, value >>= 7)
        {
            bytes[i] = (byte)(value > 0x7F ? value | 0x80 : value);
            if (value <= 0x7F)
            {
                break;
            }
        }

        return bytes;
    }

    private static byte[] Spliced(byte[] first, byte[] second, Random random)
    {
        var (start, end) = (random.Next(second.Length), random.Next(first.Length));
        return [.. first[..end], .. second[start..Math.Min(second.Length, start + random.Next(1, 400))], .. random.Next(2) == 0 ? [] : first[end..]];
    }

    private static byte[] Restructured(WireTree original, WireTree[] others, Random random)
    {
        var tree = original.Copy();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var parents = tree.All().Where(node => node.Children?.Count > 0).ToList();
            var parent = parents[random.Next(parents.Count)];
            Change(parent.Children!, random.Next(parent.Children!.Count), others, random);
            if (tree.Children!.Count == 0)
            {
                break;
            }
        }

        return tree.ToBytes();
    }

    private static void Change(List<WireTree> fields, int place, WireTree[] others, Random random)
    {
        var field = fields[place];
        switch (random.Next(9))
        {
            case 0:
                fields.RemoveAt(place);
                break;
            case 1:
                fields.InsertRange(random.Next(fields.Count + 1), Enumerable.Range(0, random.Next(1, 4)).Select(_ => field.Copy()));
                break;
            case 2:
                field.Field = random.Next(1, 26);
                break;
            case 3:
                field.Type = s_wireTypes[random.Next(s_wireTypes.Length)];
                break;
            case 4:
                var all = others[random.Next(others.Length)].All().Skip(1).ToList();
                fields.Insert(place, all[random.Next(all.Count)].Copy());
                break;
            case 5:
                var other = random.Next(fields.Count);
                (fields[place], fields[other]) = (fields[other], field);
                break;
            case 6 when field.Bytes.Length > 0:
                field.Children = null;
                field.Bytes = random.Next(2) == 0 ? field.Bytes[..random.Next(field.Bytes.Length)] : [.. field.Bytes, .. field.Bytes];
                break;
            case 7 when field.Bytes.Length > 0:
                field.Children = null;
                field.Bytes[random.Next(field.Bytes.Length)] = (byte)random.Next(256);
                break;
            default:
                field.Number = random.Next(3) == 0 ? field.Number + (ulong)random.Next(-2, 3) : s_oddNumbers[random.Next(s_oddNumbers.Length)];
                break;
        }
    }
}
