using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Feedforward.Server;

/// <summary>A JSON text that is being written, in memory that the thread keeps for the next one. No await may come between taking and disposing it.</summary>
internal sealed class JsonText : IDisposable
{
    /// <summary>A text longer than this is not kept.</summary>
    private const int MostKept = 1 << 20;

    [ThreadStatic]
    private static JsonText? t_kept;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    private JsonText() => Json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = Encoder, SkipValidation = true });

    /// <summary>Letters of all languages and quotes stay readable. Answers say that they are JSON and that this is not to be doubted, so nobody takes them for HTML.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Writes.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Bytes
    {
        get
        {
            Json.Flush();
            return _bytes.WrittenMemory;
        }
    }

    /// <summary>An empty text.</summary>
    public static JsonText Take()
    {
        var text = t_kept ?? new JsonText();
        t_kept = null;
        return text;
    }

    public void Dispose()
    {
        if (_bytes.Capacity <= MostKept)
        {
            _bytes.ResetWrittenCount();
            Json.Reset();
            t_kept = this;
        }
    }
}
