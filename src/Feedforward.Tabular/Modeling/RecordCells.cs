using System.ComponentModel.DataAnnotations.Schema;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Feedforward.Tabular;

/// <summary>
/// Where the cells of a record come from: an entry of a dictionary, or a public property. A property belongs to a column that its
/// <see cref="ColumnAttribute"/> names, else to the one that is called like it, else to the one that is when case and all but letters
/// and digits are left out (HoursPerWeek and hours-per-week).
/// </summary>
internal static class RecordCells
{
    /// <summary>For each feature column how to get its cell from a record.</summary>
    /// <exception cref="DataException">A column has no property, or several that may be meant.</exception>
    public static Func<T, object?>[] Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(Schema schema)
    {
        if (typeof(IReadOnlyDictionary<string, object?>).IsAssignableFrom(typeof(T)))
        {
            return [.. schema.Features.Select(feature => (Func<T, object?>)(record => Entry((IReadOnlyDictionary<string, object?>)record!, feature, schema)))];
        }

        return [.. schema.Features.Select(feature =>
        {
            var property = Find(feature.Name, Properties<T>.Name, Properties<T>.Known);
            return (Func<T, object?>)(record => property.GetValue(record, BindingFlags.DoNotWrapExceptions, binder: null, index: null, culture: null));
        })];
    }

    private static object? Entry(IReadOnlyDictionary<string, object?> record, FeatureColumn feature, Schema schema)
    {
        if (record.TryGetValue(feature.Name, out var value))
        {
            return value;
        }

        var near = record.Keys.FirstOrDefault(key => Plain(key) == Plain(feature.Name));
        throw new DataException(
            $"The record has no '{feature.Name}'{(near is null ? string.Empty : $", but '{near}': names are compared letter by letter")}; the model reads {string.Join(", ", schema.Features.Select(column => $"'{column.Name}'"))}. Give null for a missing value.",
            column: feature.Name);
    }

    private static PropertyInfo Find(string column, string type, IReadOnlyList<Candidate> properties)
    {
        var found = properties.Where(property => property.Told == column).ToList();
        if (found.Count == 0)
        {
            found = [.. properties.Where(property => property.Told is null && property.Name == column)];
        }

        if (found.Count == 0 && Plain(column) is { Length: > 0 } plain)
        {
            found = [.. properties.Where(property => property.Told is null && property.Plain == plain)];
        }

        return found.Count switch
        {
            1 => found[0].Property,
            0 => throw new DataException(
                $"{type} has no property for the column '{column}'. It has {(properties.Count == 0 ? "none" : string.Join(", ", properties.Select(property => property.Name)))}; name one like the column, or put [Column(\"{column}\")] before it.",
                column: column),
            _ => throw new DataException(
                $"{type} has several properties for the column '{column}': {string.Join(", ", found.Select(property => property.Name))}. Put [Column(\"{column}\")] before the one that is meant.",
                column: column),
        };
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <param name="Property">The property.</param>
    /// <param name="Told">The column that its attribute names, or null.</param>
    private sealed record Candidate(PropertyInfo Property, string? Told)
    {
        public string Name => Property.Name;

        public string Plain { get; } = RecordCells.Plain(Property.Name);
    }

    /// <summary>The properties of a type, looked up once.</summary>
    private static class Properties<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>
    {
        /// <summary>The type's name; an anonymous type's is for the compiler alone.</summary>
        public static string Name { get; } = typeof(T).Name.StartsWith('<') ? "The object" : typeof(T).Name;

        public static IReadOnlyList<Candidate> Known { get; } =
        [
            .. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
                .Select(property => new Candidate(property, property.GetCustomAttribute<ColumnAttribute>()?.Name)),
        ];
    }
}
