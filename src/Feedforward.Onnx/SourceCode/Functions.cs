namespace Feedforward.Onnx.SourceCode;

/// <summary>
/// The general functions of a written class, each only where a model uses it. The arithmetic is that of the layer or encoder of the
/// same name: sums in the same order, one rounding a term.
/// </summary>
internal static partial class Functions
{
    /// <summary>The functions that a function calls.</summary>
    public static IEnumerable<string> UsedBy(string function) => function switch
    {
        "Gelu" => ["Erf"],
        "Calibrated" => ["Softmax"],
        "Place" => ["Text"],
        _ => [],
    };

    /// <summary>A function as it is written, without indentation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that name.</exception>
    public static string TextOf(string function) => function switch
    {
        "Places" => Places,
        "Numbers" => Numbers,
        _ => Preparing.GetValueOrDefault(function) ?? OfLayers.GetValueOrDefault(function) ?? OfActivations.GetValueOrDefault(function)
            ?? Predicting.GetValueOrDefault(function) ?? throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such function."),
    };

    private const string Places =
        """
        /// <summary>The place of each text.</summary>
        private static Dictionary<string, int> Places(params string[] texts)
        {
            var places = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var text in texts)
            {
                places.Add(text, places.Count);
            }

            return places;
        }
        """;

    private const string Numbers =
        """"
        /// <summary>Single-precision numbers, little-endian, in base64.</summary>
        private static float[] Numbers(ReadOnlySpan<byte> text)
        {
            var bytes = Convert.FromBase64String(System.Text.Encoding.ASCII.GetString(text));
            var numbers = new float[bytes.Length / 4];
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = System.Buffers.Binary.BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * i));
            }

            return numbers;
        }
        """";
}
