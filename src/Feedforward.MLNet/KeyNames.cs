using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedforward.MLNet;

/// <summary>What the keys of a label stand for: the values of its annotation KeyValues, of whatever type.</summary>
internal abstract class KeyNames
{
    /// <summary>How many keys there are where only their type is known.</summary>
    public const int PlaceholderCount = 2;

    private const string Annotation = "KeyValues";

    /// <summary>The names as texts; null where they are something else.</summary>
    public abstract IReadOnlyList<string>? Texts { get; }

    /// <summary>The names of a label's keys; null where they have none.</summary>
    public static KeyNames? Of(DataViewSchema.Column label) =>
        label.Annotations.Schema.GetColumnOrNull(Annotation) is { Type: VectorDataViewType { ItemType: PrimitiveDataViewType item } }
            ? Make(item).Read(label.Annotations)
            : null;

    /// <summary>Names of the type that a label's keys will have; null where they will have none.</summary>
    public static KeyNames? Like(SchemaShape.Column label) =>
        label.Annotations.FirstOrDefault(annotation => annotation.Name == Annotation) is { Name: not null, ItemType: PrimitiveDataViewType item } ? Make(item) : null;

    /// <summary>Keys without names are called 1, 2, ….</summary>
    public static KeyNames Numbers(int count) =>
        new KeyNames<uint>(NumberDataViewType.UInt32, [.. Enumerable.Range(1, count).Select(number => (uint)number)]);

    /// <summary>Gives a column of keys these names, and a column of a number for each key too where they are texts.</summary>
    public abstract void AddTo(SchemaDefinition.Column keys, SchemaDefinition.Column scores);

    /// <summary>From a class number, counted from 0, to a key of these names.</summary>
    public abstract IEstimator<ITransformer> ToKey(MLContext context, string from, string to);

    /// <summary>The names that annotations hold.</summary>
    protected abstract KeyNames Read(DataViewSchema.Annotations annotations);

    /// <summary>What ML.NET calls the annotation.</summary>
    protected static string Kind => Annotation;

    private static KeyNames Make(PrimitiveDataViewType item) =>
        (KeyNames)Activator.CreateInstance(typeof(KeyNames<>).MakeGenericType(item.RawType), item, null)!;
}

/// <summary>Names of one type.</summary>
/// <typeparam name="T">The type: of texts <see cref="ReadOnlyMemory{T}"/> of characters.</typeparam>
/// <param name="item">What ML.NET calls the type.</param>
/// <param name="values">The names in the order of the keys; null for placeholders.</param>
internal sealed class KeyNames<T>(PrimitiveDataViewType item, T[]? values) : KeyNames
{
    private const string Name = "Feedforward.Name";

    private readonly T[] _values = values ?? new T[PlaceholderCount];

    public override IReadOnlyList<string>? Texts => _values is ReadOnlyMemory<char>[] texts ? [.. texts.Select(text => text.ToString())] : null;

    public override void AddTo(SchemaDefinition.Column keys, SchemaDefinition.Column scores)
    {
        var type = new VectorDataViewType(item, _values.Length);
        var names = new VBuffer<T>(_values.Length, _values);
        keys.AddAnnotation(Kind, names, type);
        if (item is TextDataViewType)
        {
            scores.AddAnnotation("SlotNames", names, type);
        }
    }

    public override IEstimator<ITransformer> ToKey(MLContext context, string from, string to)
    {
        var names = context.Data.LoadFromEnumerable(_values.Select((value, i) => new NamedClass { Class = (uint)i, Name = value }));
        var keys = context.Data.LoadFromEnumerable(_values.Select(value => new KeyName { Name = value }));
        return context.Transforms.Conversion.MapValue(Name, names, names.Schema[nameof(NamedClass.Class)], names.Schema[nameof(NamedClass.Name)], from)
            .Append(context.Transforms.Conversion.MapValueToKey(to, Name, keyData: keys))
            .Append(context.Transforms.DropColumns(Name));
    }

    protected override KeyNames Read(DataViewSchema.Annotations annotations)
    {
        var names = default(VBuffer<T>);
        annotations.GetValue(Kind, ref names);
        return new KeyNames<T>(item, [.. names.DenseValues()]);
    }

    private sealed class NamedClass
    {
        public uint Class { get; set; }

        public T Name { get; set; } = default!;
    }

    private sealed class KeyName
    {
        public T Name { get; set; } = default!;
    }
}
