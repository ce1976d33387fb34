using System.Globalization;
using Feedforward.Tabular;

namespace Feedforward.Onnx.SourceCode;

/// <summary>From a cell of the record to features: the property of the record and the lines that fill x. A new encoder is one line in the table.</summary>
internal static class EncoderCode
{
    private static readonly Dictionary<Type, Func<ClassText, FeatureEncoder, Cell, IEnumerable<string>>> Formulas = new()
    {
        [typeof(NumberEncoder)] = (text, encoder, cell) => Standard(text, (NumberEncoder)encoder, cell),
        [typeof(RobustNumberEncoder)] = (text, encoder, cell) => Robust(text, (RobustNumberEncoder)encoder, cell),
        [typeof(QuantileEncoder)] = (text, encoder, cell) => Quantile(text, (QuantileEncoder)encoder, cell),
        [typeof(NumberAndRankEncoder)] = (text, encoder, cell) => NumberAndRank(text, (NumberAndRankEncoder)encoder, cell),
        [typeof(CategoryEncoder)] = (text, encoder, cell) => OneHot(text, (CategoryEncoder)encoder, cell),
        [typeof(CategoryCodeEncoder)] = (text, encoder, cell) => Code(text, (CategoryCodeEncoder)encoder, cell),
        [typeof(BooleanEncoder)] = (text, encoder, cell) => Boolean(text, (BooleanEncoder)encoder, cell),
        [typeof(DateEncoder)] = (text, encoder, cell) => Date(text, (DateEncoder)encoder, cell),
        [typeof(VectorEncoder)] = (text, encoder, cell) => Vector(text, (VectorEncoder)encoder, cell),
    };

    /// <summary>The encoders that have a form in C#.</summary>
    public static IReadOnlyCollection<Type> Types => Formulas.Keys;

    /// <summary>The statements that write a column's features from x[first] on.</summary>
    /// <exception cref="ModelFileException">The encoder has no form in C#.</exception>
    public static IEnumerable<string> Lines(ClassText text, FeatureEncoder encoder, string property, int first) =>
        Formulas.TryGetValue(encoder.GetType(), out var formula)
            ? formula(text, encoder, new Cell(property, first))
            : throw new ModelFileException($"The encoder {encoder.GetType().Name} has no form in C#; the ONNX file has all of the model.");

    /// <summary>The type of the record's property, and what it holds.</summary>
    public static (string Type, string Meaning) Property(FeatureEncoder encoder) => encoder switch
    {
        CategoryEncoder { Numeric: true } or CategoryCodeEncoder { Numeric: true } => ("double?", "a category that is a number"),
        CategoryEncoder category => ("string?", $"a category: {Some(category.Categories)}"),
        CategoryCodeEncoder code => ("string?", $"a category: {Some(code.Categories)}"),
        BooleanEncoder => ("bool?", "true or false"),
        DateEncoder => ("DateTime?", "a date"),
        VectorEncoder vector => ("float[]?", string.Create(CultureInfo.InvariantCulture, $"{vector.Length} numbers, which must be there")),
        _ => ("double?", "a number"),
    };

    private static string Some(IReadOnlyList<string> categories) =>
        string.Join(", ", categories.Take(8)) + (categories.Count > 8 ? ", …" : "");

    private static IEnumerable<string> Standard(ClassText text, NumberEncoder encoder, Cell cell) =>
        WithIndicator(
            text,
            encoder.MissingIndicator,
            cell,
            $"{cell.At(0)} = {text.Use("Standard")}({cell.Number(text)}, {Literals.Of(encoder.Mean)}, {Literals.Of(encoder.Deviation)});");

    private static IEnumerable<string> Robust(ClassText text, RobustNumberEncoder encoder, Cell cell) =>
        WithIndicator(
            text,
            encoder.MissingIndicator,
            cell,
            $"{cell.At(0)} = {text.Use("Robust")}({cell.Number(text)}, {Literals.Of(encoder.Median)}, {Literals.Of(encoder.Scale)}, {Literals.Of(encoder.Fill)});");

    private static IEnumerable<string> Quantile(ClassText text, QuantileEncoder encoder, Cell cell)
    {
        var knots = text.Numbers(cell.Property + "Knots", [.. encoder.Knots], $"Values of '{encoder.Column}'.");
        var scores = text.Numbers(cell.Property + "Scores", [.. encoder.Scores], $"The normal score of the rank of each of them.");
        return WithIndicator(
            text, encoder.MissingIndicator, cell, $"{cell.At(0)} = {text.Use("Rank")}({cell.Number(text)}, {knots}, {scores});");
    }

    private static IEnumerable<string> NumberAndRank(ClassText text, NumberAndRankEncoder encoder, Cell cell) =>
        [.. Quantile(text, encoder.Rank, cell), .. Robust(text, encoder.Size, cell with { First = cell.First + encoder.Rank.Width })];

    private static IEnumerable<string> OneHot(ClassText text, CategoryEncoder encoder, Cell cell)
    {
        var place = Place(text, encoder.Column, encoder.Categories, encoder.Numeric, cell);
        yield return $"{text.Use("OneHot")}({place}, {Literals.Of(encoder.Categories.Count)}, {(encoder.MissingCategory ? "true" : "false")}, x.AsSpan({Literals.Of(cell.First)}));";
    }

    private static IEnumerable<string> Code(ClassText text, CategoryCodeEncoder encoder, Cell cell)
    {
        yield return $"{cell.At(0)} = Math.Max({Place(text, encoder.Column, encoder.Categories, encoder.Numeric, cell)}, -1) + 1;";
    }

    private static IEnumerable<string> Boolean(ClassText text, BooleanEncoder encoder, Cell cell)
    {
        yield return $"{cell.At(0)} = {text.Use("Truth")}({cell.Value}, {Literals.Of(encoder.Mean)});";
        if (encoder.MissingIndicator)
        {
            yield return $"{cell.At(1)} = {cell.Value} is null ? 1 : 0;";
        }
    }

    private static IEnumerable<string> Date(ClassText text, DateEncoder encoder, Cell cell)
    {
        for (var i = 0; i < encoder.Parts.Count; i++)
        {
            var (part, mean, deviation) = encoder.Parts[i];
            var number = part switch
            {
                DatePart.Year => cell.Value + "?.Year",
                DatePart.Month => cell.Value + "?.Month",
                DatePart.Day => cell.Value + "?.Day",
                DatePart.DayOfWeek => $"{text.Use("Weekday")}({cell.Value})",
                _ => $"{text.Use("Hour")}({cell.Value})",
            };
            yield return $"{cell.At(i)} = {text.Use("Standard")}({text.Use("Number")}({number}), {Literals.Of(mean)}, {Literals.Of(deviation)});";
        }

        if (encoder.MissingIndicator)
        {
            yield return $"{cell.At(encoder.Parts.Count)} = {cell.Value} is null ? 1 : 0;";
        }
    }

    private static IEnumerable<string> Vector(ClassText text, VectorEncoder encoder, Cell cell)
    {
        yield return $"{text.Use("Vector")}({cell.Value}, {Literals.Of(encoder.Mean)}, {Literals.Of(encoder.Deviation)}, x.AsSpan({Literals.Of(cell.First)}, {Literals.Of(encoder.Length)}), {Literals.Of(encoder.Column)});";
    }

    private static string Place(ClassText text, string column, IReadOnlyList<string> categories, bool isNumeric, Cell cell)
    {
        if (!isNumeric)
        {
            return $"{text.Use("Place")}({cell.Value}, {text.Places(cell.Property + "Categories", categories)})";
        }

        // A text that is no number equals none.
        float[] numbers = [.. categories.Select(category =>
            float.TryParse(category, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : float.NaN)];
        var name = text.Numbers(cell.Property + "Categories", numbers, $"The categories of '{column}'.");
        return $"{text.Use("PlaceOfNumber")}({cell.Number(text)}, {name})";
    }

    private static IEnumerable<string> WithIndicator(ClassText text, bool isWanted, Cell cell, string line) =>
        isWanted ? [line, $"{cell.At(1)} = {text.Use("Missing")}({cell.Number(text)});"] : [line];

    /// <summary>A cell of the record and the place of its first feature.</summary>
    private sealed record Cell(string Property, int First)
    {
        public string Value => "input." + Property;

        public string At(int feature) => $"x[{Literals.Of(First + feature)}]";

        public string Number(ClassText text) => $"{text.Use("Number")}({Value})";
    }
}
