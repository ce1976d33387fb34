namespace Feedforward.Onnx.SourceCode;

/// <content>From cells to features.</content>
internal static partial class Functions
{
    private static readonly Dictionary<string, string> Preparing = new()
    {
        ["Number"] =
            """
            /// <summary>The cell in single precision; NaN where it is missing.</summary>
            private static float Number(double? cell)
            {
                var number = cell is { } known ? (float)known : float.NaN;
                return float.IsInfinity(number)
                    ? throw new ArgumentOutOfRangeException(nameof(cell), cell, "Numbers reach 3.4E+38; null stands for a missing one.")
                    : number;
            }
            """,
        ["Missing"] =
            """
            /// <summary>1 for a missing number.</summary>
            private static float Missing(float x) => float.IsNaN(x) ? 1 : 0;
            """,
        ["Standard"] =
            """
            /// <summary>(x − mean) / deviation, so large at most that no sum overflows; 0 where x is missing.</summary>
            private static float Standard(float x, float mean, float deviation) =>
                float.IsNaN(x) ? 0 : Math.Clamp((x - mean) / deviation, -1e30f, 1e30f);
            """,
        ["Robust"] =
            """
            /// <summary>z / √(1 + (z / 3)²) with z = (x − median) · scale: scaled by quartiles and clipped smoothly to ±3.</summary>
            private static float Robust(float x, float median, float scale, float fill)
            {
                var difference = Math.Clamp((float.IsNaN(x) ? fill : x) - median, float.MinValue, float.MaxValue);
                var z = Math.Clamp(difference * scale, -1e6f, 1e6f);
                var ratio = z / 3;
                return z / MathF.Sqrt(1 + (ratio * ratio));
            }
            """,
        ["Rank"] =
            """
            /// <summary>The score of x on the line through the knots; 0 where x is missing.</summary>
            private static float Rank(float x, float[] knots, float[] scores)
            {
                if (float.IsNaN(x) || knots.Length == 0)
                {
                    return 0;
                }

                x = Math.Clamp(x, knots[0], knots[^1]);
                var place = Array.BinarySearch(knots, 0, knots.Length - 1, x);
                var below = place >= 0 ? place : ~place - 1;
                var share = (x - knots[below]) / (knots[below + 1] - knots[below]);
                return scores[below] + (share * (scores[below + 1] - scores[below]));
            }
            """,
        ["Text"] =
            """
            /// <summary>The text without blanks around it; null where it says that it is missing.</summary>
            private static string? Text(string? cell) =>
                cell?.Trim() is { Length: > 0 } text && text is not ("NA" or "N/A" or "#N/A" or "NaN" or "nan" or "null" or "NULL" or "?") ? text : null;
            """,
        ["Place"] =
            """
            /// <summary>The place of a category, counted from 0; −1 where it is missing, −2 where it is none of those known.</summary>
            private static int Place(string? cell, Dictionary<string, int> categories) =>
                cell is not null && categories.TryGetValue(cell, out var exact) ? exact
                : Text(cell) is not { } text ? -1
                : categories.TryGetValue(text, out var place) ? place
                : -2;
            """,
        ["PlaceOfNumber"] =
            """
            /// <summary>The place of a category that is a number, counted from 0; −1 where it is missing, −2 where it is none of those known.</summary>
            private static int PlaceOfNumber(float x, float[] categories)
            {
                var place = Array.IndexOf(categories, x);
                return float.IsNaN(x) ? -1 : place >= 0 ? place : -2;
            }
            """,
        ["OneHot"] =
            """
            /// <summary>1 in the place of the category; in the last place for a missing one where there is room for it.</summary>
            private static void OneHot(int place, int categories, bool hasMissing, Span<float> x)
            {
                if (place >= 0)
                {
                    x[place] = 1;
                }
                else if (place == -1 && hasMissing)
                {
                    x[categories] = 1;
                }
            }
            """,
        ["Truth"] =
            """
            /// <summary>1 for true, 0 for false, the mean where it is missing.</summary>
            private static float Truth(bool? cell, float mean) => cell switch { true => 1, false => 0, null => mean };
            """,
        ["Weekday"] =
            """
            /// <summary>The day of the week, Monday being 1.</summary>
            private static int? Weekday(DateTime? date) => date is { } known ? (known.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)known.DayOfWeek) : null;
            """,
        ["Hour"] =
            """
            /// <summary>The hour with its fraction.</summary>
            private static float? Hour(DateTime? date) => date is { } known ? (float)(known.TimeOfDay.Ticks / (double)TimeSpan.TicksPerHour) : null;
            """,
        ["Vector"] =
            """
            /// <summary>(x − mean) / deviation, one mean and deviation for all the numbers.</summary>
            private static void Vector(float[]? cell, float mean, float deviation, Span<float> x, string column)
            {
                if (cell?.Length != x.Length)
                {
                    throw new ArgumentException($"'{column}' takes {x.Length} numbers; {(cell is null ? "none" : cell.Length.ToString())} were given.");
                }

                for (var i = 0; i < x.Length; i++)
                {
                    x[i] = Math.Clamp((cell[i] - mean) / deviation, -1e30f, 1e30f);
                }
            }
            """,
    };
}
