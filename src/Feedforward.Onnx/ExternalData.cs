using System.Globalization;
using System.Text;

using Feedforward.Onnx.Format;

namespace Feedforward.Onnx;

/// <summary>
/// Numbers of a model that lie in files of their own (ONNX's external data). A path in a model is a stranger's wish, so only
/// plain files in the model's own folder or below it are read: no absolute path, no "..", no link on the way, and no part
/// of a file that is not there.
/// </summary>
/// <param name="folder">The model's folder.</param>
internal sealed class ExternalData(string folder)
{
    /// <summary>Weights may share a part of a file, but a file is not read again and again.</summary>
    private const int MostReadings = 2;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, long> _left = new(StringComparer.Ordinal);

    /// <summary>How many bytes were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Reads the numbers of every tensor of a graph that lie outside, attributes of nodes included.</summary>
    /// <exception cref="ModelFileException">A file is not there, may not be read, or is too short.</exception>
    public void Load(GraphProto graph)
    {
        var tensors = graph.Initializers
            .Concat(graph.Nodes.SelectMany(node => node.Attributes).Select(attribute => attribute.Tensor).OfType<TensorProto>())
            .Concat(graph.SparseInitializers
                .Concat(graph.Nodes.SelectMany(node => node.Attributes).Select(attribute => attribute.SparseTensor).OfType<SparseTensorProto>())
                .SelectMany(sparse => (TensorProto?[])[sparse.Values, sparse.Indices]).OfType<TensorProto>());
        foreach (var tensor in tensors.Where(tensor => tensor.IsExternal))
        {
            tensor.Resolve(Read(tensor));
        }
    }

    private byte[] Read(TensorProto tensor)
    {
        var path = Inside(Entry(tensor, "location") ?? throw Refusal(tensor, "no file is named"), tensor);
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                throw Refusal(tensor, $"there is no file '{path}'");
            }

            var offset = Number(tensor, "offset") ?? 0;
            var length = Number(tensor, "length") ?? Math.Max(file.Length - offset, 0);
            if (offset > file.Length || length > file.Length - offset || length > Array.MaxLength)
            {
                throw Refusal(tensor, $"bytes {offset} to {offset} + {length} are named; the file '{path}' has {file.Length}");
            }

            if (!_left.TryGetValue(path, out var left))
            {
                left = MostReadings * file.Length;
            }

            _left[path] = left >= length ? left - length : throw Refusal(tensor, $"the file '{path}' is read more than {MostReadings} times");
            BytesRead += length;
            var bytes = new byte[length];
            if (length > 0)
            {
                using var stream = file.OpenRead();
                stream.Position = offset;
                stream.ReadExactly(bytes);
            }

            return bytes;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Refusal(tensor, fault.Message);
        }
    }

    /// <summary>The file of a location. Both separators count on every system, so that a model means the same everywhere.</summary>
    private string Inside(string location, TensorProto tensor)
    {
        var parts = location.Split('/', '\\');
        if (location.Contains('\0') || Path.IsPathRooted(location) || parts.Any(part => part is "" or ".." || part.Contains(':')))
        {
            throw Refusal(tensor, $"the path '{location}' does not lie within the model's folder");
        }

        var path = folder;
        foreach (var part in parts.Where(part => part != "."))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw Refusal(tensor, $"'{path}' is a link");
            }
        }

        return path;
    }

    private static long? Number(TensorProto tensor, string key) => Entry(tensor, key) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Refusal(tensor, $"its {key} is '{text}'; it must be a whole number from 0");

    private static string? Entry(TensorProto tensor, string key)
    {
        var entries = tensor.External.Where(entry => entry.Key == key).ToList();
        try
        {
            return entries.Count switch
            {
                0 => null,
                1 => StrictUtf8.GetString(entries[0].Utf8.Span),
                _ => throw Refusal(tensor, $"its {key} is given {entries.Count} times"),
            };
        }
        catch (DecoderFallbackException)
        {
            throw Refusal(tensor, $"its {key} is not UTF-8");
        }
    }

    private static ModelFileException Refusal(TensorProto tensor, string why) =>
        new($"The numbers of the tensor '{tensor.Name}' lie in a file of their own that cannot be used: {why}.");
}
