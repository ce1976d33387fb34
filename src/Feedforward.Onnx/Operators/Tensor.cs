using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Operators;

/// <summary>
/// An array of elements with a shape, row-major: what goes from node to node. No dimension at all is a single element.
/// Operators that only move elements (Transpose, Gather, broadcasting) are written once, for every element type, over
/// <see cref="Take"/>.
/// </summary>
/// <param name="type">What the elements are.</param>
/// <param name="shape">The sizes.</param>
internal abstract class Tensor(ElementType type, int[] shape)
{
    /// <summary>What the elements are.</summary>
    public ElementType Type => type;

    /// <summary>The sizes.</summary>
    public int[] Shape => shape;

    /// <summary>How many elements there are.</summary>
    public abstract int Count { get; }

    /// <summary>The shape as a person reads it.</summary>
    public string ShapeText => Text(shape);

    /// <summary>A shape as a person reads it.</summary>
    public static string Text(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    /// <summary>The same elements in another shape with as many; they are shared.</summary>
    public abstract Tensor As(int[] newShape);

    /// <summary>Elements chosen by position.</summary>
    /// <param name="newShape">The shape of what is chosen.</param>
    /// <param name="positions">For each element of the new tensor where it lies in this one.</param>
    /// <param name="allowance">Charged with the memory that is taken.</param>
    public abstract Tensor Take(int[] newShape, int[] positions, ReadAllowance allowance);

    /// <summary>The elements of this and other tensors of the same type one after the other, as a list.</summary>
    public abstract Tensor Followed(IReadOnlyList<Tensor> by, ReadAllowance allowance);

    /// <summary>The element at a position, for a message.</summary>
    public abstract string ElementText(int position);
}
