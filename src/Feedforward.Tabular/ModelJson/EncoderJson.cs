using System.Text.Json;

namespace Feedforward.Tabular;

/// <summary>Encoders as JSON.</summary>
internal static class EncoderJson
{
    public static void Write(Utf8JsonWriter json, FeatureEncoder encoder)
    {
        json.WriteStartObject();
        json.WriteString("column", encoder.Column);
        switch (encoder)
        {
            case NumberEncoder number:
                json.WriteString("kind", "number");
                json.WriteNumber("mean", number.Mean);
                json.WriteNumber("deviation", number.Deviation);
                json.WriteBoolean("missing", number.MissingIndicator);
                break;
            case RobustNumberEncoder robust:
                json.WriteString("kind", "robust-number");
                WriteRobust(json, robust);
                break;
            case QuantileEncoder quantile:
                json.WriteString("kind", "quantile");
                WriteQuantile(json, quantile);
                json.WriteBoolean("missing", quantile.MissingIndicator);
                break;
            case NumberAndRankEncoder both:
                json.WriteString("kind", "number-and-rank");
                WriteRobust(json, both.Size);
                WriteQuantile(json, both.Rank);
                break;
            case BooleanEncoder boolean:
                json.WriteString("kind", "boolean");
                json.WriteNumber("mean", boolean.Mean);
                json.WriteBoolean("missing", boolean.MissingIndicator);
                break;
            case CategoryEncoder category:
                json.WriteString("kind", "category");
                Write(json, "categories", category.Categories);
                json.WriteBoolean("missing", category.MissingCategory);
                json.WriteBoolean("numeric", category.Numeric);
                break;
            case CategoryCodeEncoder code:
                json.WriteString("kind", "category-code");
                Write(json, "categories", code.Categories);
                json.WriteBoolean("missing", code.MissingSeen);
                json.WriteBoolean("numeric", code.Numeric);
                break;
            case DateEncoder date:
                json.WriteString("kind", "date");
                Write(json, date.Parts);
                json.WriteBoolean("missing", date.MissingIndicator);
                break;
            case VectorEncoder vector:
                json.WriteString("kind", "vector");
                json.WriteNumber("length", vector.Length);
                json.WriteNumber("mean", vector.Mean);
                json.WriteNumber("deviation", vector.Deviation);
                break;
            default:
                throw new InvalidOperationException($"There is no way to write a {encoder.GetType().Name}.");
        }

        json.WriteEndObject();
    }

    public static FeatureEncoder Read(JsonFields fields)
    {
        var column = fields.Text("column");
        switch (fields.Text("kind"))
        {
            case "number":
                return new NumberEncoder(column, fields.Number("mean"), fields.Positive("deviation"), fields.Truth("missing"));
            case "robust-number":
                return ReadRobust(column, fields);
            case "quantile":
                return ReadQuantile(column, fields, fields.Truth("missing"));
            case "number-and-rank":
                return new NumberAndRankEncoder(ReadRobust(column, fields), ReadQuantile(column, fields, missing: false));
            case "boolean":
                return new BooleanEncoder(column, fields.Number("mean"), fields.Truth("missing"));
            case "category":
                return new CategoryEncoder(
                    column, Categories(fields, CategoryEncoder.MaximumCategories), fields.Truth("missing"), fields.Truth("numeric"));
            case "category-code":
                return new CategoryCodeEncoder(
                    column, Categories(fields, CategoryCodeEncoder.MaximumCategories), fields.Truth("missing"), fields.Truth("numeric"));
            case "date":
                var parts = fields.Objects("parts").Select(part => new DatePartScale(
                    part.Name<DatePart>("part"), part.Number("mean"), part.Positive("deviation"))).ToList();
                return parts.DistinctBy(part => part.Part).Count() == parts.Count
                    ? new DateEncoder(column, parts, fields.Truth("missing"))
                    : throw fields.Bad("parts", "names a part twice");
            case "vector":
                return new VectorEncoder(
                    column, fields.Count("length", 1, ModelFormat.LargestSize), fields.Number("mean"), fields.Positive("deviation"));
            default:
                throw fields.Bad("kind", $"is '{fields.Text("kind")}', which this version does not know");
        }
    }

    private static void WriteRobust(Utf8JsonWriter json, RobustNumberEncoder robust)
    {
        json.WriteNumber("median", robust.Median);
        json.WriteNumber("scale", robust.Scale);
        json.WriteNumber("fill", robust.Fill);
        json.WriteBoolean("missing", robust.MissingIndicator);
    }

    private static void WriteQuantile(Utf8JsonWriter json, QuantileEncoder quantile)
    {
        Write(json, "knots", quantile.Knots);
        Write(json, "scores", quantile.Scores);
    }

    private static RobustNumberEncoder ReadRobust(string column, JsonFields fields) => new(
        column,
        fields.Number("median"),
        fields.Number("scale") is >= 0 and var scale ? scale : throw fields.Bad("scale", "is below 0"),
        fields.Number("fill"),
        fields.Truth("missing"));

    private static QuantileEncoder ReadQuantile(string column, JsonFields fields, bool missing)
    {
        var (knots, scores) = (fields.Numbers("knots"), fields.Numbers("scores"));
        for (var i = 0; i < knots.Count; i++)
        {
            if (MathF.Abs(knots[i]) > QuantileKnots.LargestKnot || (i > 0 && knots[i] <= knots[i - 1]))
            {
                throw fields.Bad("knots", "are too large or do not ascend");
            }
        }

        return knots.Count == scores.Count && knots.Count != 1
            ? new QuantileEncoder(column, knots, scores, missing)
            : throw fields.Bad("scores", $"has {scores.Count} entries for {knots.Count} knots; none or two and more of each were expected");
    }

    private static IReadOnlyList<string> Categories(JsonFields fields, int most)
    {
        var categories = fields.Texts("categories");
        return categories.Count <= most
            ? categories
            : throw fields.Bad("categories", $"has {categories.Count} entries; the most is {most}");
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<DatePartScale> parts)
    {
        json.WriteStartArray("parts");
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteString("part", ModelFormat.Text(part.Part));
            json.WriteNumber("mean", part.Mean);
            json.WriteNumber("deviation", part.Deviation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<float> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
