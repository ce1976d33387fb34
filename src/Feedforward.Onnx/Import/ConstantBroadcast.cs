namespace Feedforward.Onnx.Import;

/// <summary>A function of single numbers over constants, number by number; shapes broadcast as in NumPy.</summary>
internal static class ConstantBroadcast
{
    /// <summary>The tensor of a function's values.</summary>
    public static ConstantTensor Of(NodeReading node, ConstantTensor[] tensors, Func<double[], double> function)
    {
        if (Array.Exists(tensors, tensor => tensor.IsSizes))
        {
            throw node.Refused("it computes with the number of examples, which is not known before they come");
        }

        var rank = tensors.Max(tensor => tensor.Shape.Length);
        var shape = new int[rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var sizes = tensors.Select(tensor => axis - rank + tensor.Shape.Length is >= 0 and var own ? tensor.Shape[own] : 1).Where(size => size != 1).Distinct().ToList();
            shape[axis] = sizes.Count <= 1 ? sizes.FirstOrDefault(1) : throw node.Refused("it combines constants whose shapes do not fit");
        }

        var numbers = ConstantFolding.Memory(node, shape);
        var arguments = new double[tensors.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            for (var t = 0; t < tensors.Length; t++)
            {
                arguments[t] = tensors[t].Numbers[Place(tensors[t].Shape, shape, i)];
            }

            numbers[i] = function(arguments);
        }

        return new ConstantTensor(shape, numbers);
    }

    private static int Place(int[] own, int[] shape, int i)
    {
        var (place, stride) = (0, 1);
        for (var axis = shape.Length - 1; axis >= shape.Length - own.Length; axis--)
        {
            var size = own[axis - shape.Length + own.Length];
            place += size == 1 ? 0 : i % shape[axis] * stride;
            stride *= size;
            i /= shape[axis];
        }

        return place;
    }
}
