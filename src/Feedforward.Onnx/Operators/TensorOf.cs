using System.Globalization;

using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Operators;

/// <summary>A tensor with elements of one type.</summary>
/// <param name="type">What the elements are; <typeparamref name="T"/> is its type here (<see cref="TensorElementKind"/>).</param>
/// <param name="shape">The sizes.</param>
/// <param name="values">The elements, row-major, as many as the shape says.</param>
internal sealed class TensorOf<T>(ElementType type, int[] shape, T[] values) : Tensor(type, shape)
{
    /// <summary>The elements, row-major; nobody changes them.</summary>
    public T[] Values => values;

    /// <inheritdoc/>
    public override int Count => values.Length;

    /// <inheritdoc/>
    public override Tensor As(int[] newShape) => new TensorOf<T>(Type, newShape, values);

    /// <inheritdoc/>
    public override Tensor Take(int[] newShape, int[] positions, ReadAllowance allowance)
    {
        allowance.ChargeArray<T>(positions.Length);
        var taken = new T[positions.Length];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = values[positions[i]];
        }

        return new TensorOf<T>(Type, newShape, taken);
    }

    /// <inheritdoc/>
    public override Tensor Followed(IReadOnlyList<Tensor> by, ReadAllowance allowance)
    {
        var total = values.Length + by.Sum(other => (long)other.Count);
        if (total > Array.MaxLength)
        {
            throw new ModelFileException($"{total} elements in one tensor are more than an array can hold.");
        }

        allowance.ChargeArray<T>(total);
        var all = new T[total];
        values.CopyTo(all, 0);
        var end = values.Length;
        foreach (var other in by)
        {
            ((TensorOf<T>)other).Values.CopyTo(all, end);
            end += other.Count;
        }

        return new TensorOf<T>(Type, [(int)total], all);
    }

    /// <inheritdoc/>
    public override string ElementText(int position) =>
        values[position] is string text ? $"\"{text}\"" : string.Create(CultureInfo.InvariantCulture, $"{values[position]}");
}
