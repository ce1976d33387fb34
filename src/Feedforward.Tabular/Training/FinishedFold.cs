using System.Buffers;
using System.Text;
using System.Text.Json;
using Feedforward.Metrics;

namespace Feedforward.Tabular;

/// <summary>What came of one fold of a cross-validation, and the file that keeps it.</summary>
/// <param name="Evaluation">The judgement on the rows held out; null where training diverged.</param>
/// <param name="DivergedAtStep">The step in which training diverged, or null.</param>
/// <param name="Notices">What a person should know beyond what is known of the table.</param>
/// <remarks>
/// A line of JSON, and a second one with the CRC-32C of every byte before it. Each number is written so that reading gives the same bits.
/// </remarks>
internal sealed record FinishedFold(Evaluation? Evaluation, long? DivergedAtStep, IReadOnlyList<Notice> Notices)
{
    /// <summary>Writes the file so that it is there as a whole or not at all, and waits until the disk has it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="of">Of which cross-validation it is.</param>
    public void Write(string path, string of) => SafeReplacement.Write(path, file =>
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("crossValidation", of);
            if (DivergedAtStep is { } step)
            {
                json.WriteNumber("divergedAtStep", step);
            }

            if (Evaluation is { } evaluation)
            {
                json.WriteStartObject("evaluation");
                Write(json, evaluation);
                json.WriteEndObject();
            }

            Write(json, Notices);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        var summed = new ChecksumStream(file);
        summed.Write(line.WrittenSpan);
        file.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(summed.Checksum) + "\n"));
    });

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="of">Of which cross-validation it has to be.</param>
    /// <exception cref="ModelFileException">It is damaged, or of another cross-validation.</exception>
    /// <exception cref="IOException">It cannot be read, or is not there.</exception>
    public static FinishedFold Read(string path, string of)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        var end = bytes.IndexOf((byte)'\n') + 1;
        var summed = new ChecksumStream(Stream.Null);
        summed.Write(bytes[..end]);
        if (end == 0 || Encoding.ASCII.GetString(bytes[end..]) != Convert.ToHexStringLower(summed.Checksum) + "\n")
        {
            throw new ModelFileException("it is damaged: its bytes do not have the checksum that it names.");
        }

        try
        {
            var reader = new Utf8JsonReader(bytes[..end]);
            using var json = JsonDocument.ParseValue(ref reader);
            var fold = json.RootElement;
            return fold.GetProperty("crossValidation").GetString() == of
                ? new FinishedFold(
                    fold.TryGetProperty("evaluation", out var evaluation) ? EvaluationOf(evaluation) : null,
                    fold.TryGetProperty("divergedAtStep", out var step) ? step.GetInt64() : null,
                    NoticesOf(fold))
                : throw new ModelFileException("it is of another cross-validation.");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new ModelFileException($"it is no finished fold: {fault.Message}", fault);
        }
    }

    private static void Write(Utf8JsonWriter json, Evaluation evaluation)
    {
        json.WriteString("task", evaluation.Task.ToString());
        json.WriteNumber("rows", evaluation.Rows);
        json.WriteNumber("skipped", evaluation.Skipped);
        Write(json, evaluation.Notices);
        if (evaluation.Classification is { } classes)
        {
            json.WriteStartObject("classification");
            json.WriteNumber("count", classes.Count);
            json.WriteNumber("classes", classes.Classes);
            Write(json, "accuracy", classes.Accuracy);
            Write(json, "logLoss", classes.LogLoss);
            Write(json, "auc", classes.AreaUnderCurve);
            Write(json, "brier", classes.BrierScore);
            Write(json, "ece", classes.ExpectedCalibrationError);
            json.WriteStartArray("confusion");
            for (var cell = 0; cell < classes.Classes * classes.Classes; cell++)
            {
                json.WriteNumberValue(classes.Confusion[cell / classes.Classes, cell % classes.Classes]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        if (evaluation.Regression is { } numbers)
        {
            json.WriteStartObject("regression");
            json.WriteNumber("count", numbers.Count);
            Write(json, "rmse", numbers.RootMeanSquaredError);
            Write(json, "mae", numbers.MeanAbsoluteError);
            Write(json, "r2", numbers.DeterminationCoefficient);
            json.WriteEndObject();
        }

        if (evaluation.Coverage is { } coverage)
        {
            json.WriteStartObject("coverage");
            Write(json, "level", coverage.Level);
            Write(json, "share", coverage.Share);
            Write(json, "meanSize", coverage.MeanSize);
            json.WriteEndObject();
        }
    }

    private static Evaluation EvaluationOf(JsonElement json)
    {
        ClassificationMetrics? classification = null;
        RegressionMetrics? regression = null;
        if (json.TryGetProperty("classification", out var classes))
        {
            var count = classes.GetProperty("classes").GetInt32();
            var confusion = ConfusionMatrix.Of(count, [.. classes.GetProperty("confusion").EnumerateArray().Select(cell => cell.GetDouble())]);
            classification = new ClassificationMetrics(
                classes.GetProperty("count").GetInt32(),
                count,
                Number(classes, "accuracy"),
                Number(classes, "logLoss"),
                NumberOrNull(classes, "auc"),
                MacroScores.Of(confusion),
                ClassScores.Of(confusion),
                Number(classes, "brier"),
                Number(classes, "ece"),
                confusion);
        }

        if (json.TryGetProperty("regression", out var numbers))
        {
            regression = new RegressionMetrics(
                numbers.GetProperty("count").GetInt32(), Number(numbers, "rmse"), Number(numbers, "mae"), NumberOrNull(numbers, "r2"));
        }

        return new Evaluation(
            Enum.Parse<LearningTask>(json.GetProperty("task").GetString()!),
            json.GetProperty("rows").GetInt32(),
            json.GetProperty("skipped").GetInt32(),
            classification,
            regression,
            NoticesOf(json))
        {
            Coverage = json.TryGetProperty("coverage", out var coverage)
                ? new Coverage(Number(coverage, "level"), Number(coverage, "share"), Number(coverage, "meanSize"))
                : null,
        };
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Notice> notices)
    {
        json.WriteStartArray("notices");
        foreach (var notice in notices)
        {
            json.WriteStartObject();
            json.WriteString("kind", notice.Kind.ToString());
            json.WriteString("column", notice.Column);
            json.WriteString("message", notice.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IReadOnlyList<Notice> NoticesOf(JsonElement json) =>
    [
        .. json.GetProperty("notices").EnumerateArray().Select(notice => new Notice(
            Enum.Parse<NoticeKind>(notice.GetProperty("kind").GetString()!), notice.GetProperty("column").GetString(), notice.GetProperty("message").GetString()!)),
    ];

    // JSON has no word for a number that is not finite, such as an infinite loss.
    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else if (value is { } other)
        {
            json.WriteString(name, double.IsNaN(other) ? "NaN" : other > 0 ? "Infinity" : "-Infinity");
        }
    }

    private static double Number(JsonElement json, string name) => Number(json.GetProperty(name));

    private static double? NumberOrNull(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? Number(value) : null;

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? double.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
        : value.GetDouble();
}
