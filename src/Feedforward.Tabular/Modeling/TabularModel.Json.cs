using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Feedforward.Tabular;

public sealed partial class TabularModel
{
    /// <summary>
    /// Everything about the model but its weights, as JSON: schema, preprocessing, layers, loss, classes, how it was
    /// trained. The same model always gives the same text.
    /// </summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            ModelWriter.Write(json, this);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Makes a model from its description. Its weights are meaningless until <see cref="WithParameters"/> sets them.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <param name="maximumParameters">
    /// The most parameters and numbers of state there can be, such as the length of the file ÷ 4: a description that
    /// claims more is refused before memory is taken.
    /// </param>
    /// <exception cref="ModelFileException">The description is damaged, of an unknown version, or does not fit together.</exception>
    public static TabularModel FromJson(string json, long maximumParameters = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            return ModelReader.Read(document.RootElement, maximumParameters);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Text with half a surrogate pair is well-formed JSON that has no string.
            throw new ModelFileException($"The model's description is not readable JSON: {e.Message}", e);
        }
    }

    /// <summary>The same model with other weights.</summary>
    /// <param name="parameters">θ, as many as <see cref="Network.ParameterCount"/>.</param>
    /// <param name="state">As many as <see cref="Network.State"/>.</param>
    /// <exception cref="ModelFileException">A length does not fit, or a number is not finite.</exception>
    public TabularModel WithParameters(ReadOnlySpan<float> parameters, ReadOnlySpan<float> state)
    {
        if (parameters.Length != Network.ParameterCount || state.Length != Network.State.Length)
        {
            throw new ModelFileException(
                $"The model needs {Network.ParameterCount} parameters and {Network.State.Length} numbers of state; {parameters.Length} and {state.Length} were found.");
        }

        foreach (var numbers in (ReadOnlySpan<float[]>)[parameters.ToArray(), state.ToArray()])
        {
            if (Array.Exists(numbers, number => !float.IsFinite(number)))
            {
                throw new ModelFileException("The model has a weight that is not a finite number.");
            }
        }

        return Copy(Network.With(parameters, state), Training, Calibration, Conformal);
    }
}
