using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

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

    /// <summary>Letters of all languages stay letters; what means something in HTML is escaped.</summary>
    public static JavaScriptEncoder Encoder { get; } = JavaScriptEncoder.Create(UnicodeRanges.All);

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
