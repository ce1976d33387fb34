using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Graphs;

/// <summary>The operations a formula is made of; shapes broadcast as in NumPy.</summary>
internal static class Arithmetic
{
    extension(GraphBuilder graph)
    {
        /// <summary>a + b</summary>
        public string Add(string a, string b) => graph.Node("Add", [a, b]);

        /// <summary>a − b</summary>
        public string Subtract(string a, string b) => graph.Node("Sub", [a, b]);

        /// <summary>a · b, element by element</summary>
        public string Multiply(string a, string b) => graph.Node("Mul", [a, b]);

        /// <summary>a / b</summary>
        public string Divide(string a, string b) => graph.Node("Div", [a, b]);

        /// <summary>In single precision; true as 1, false as 0.</summary>
        public string Number(string value) =>
            graph.Node("Cast", [value], AttributeProto.Of("to", (long)ElementType.Float));

        /// <summary>The same numbers in double precision.</summary>
        public string Double(string value) => graph.Node("Cast", [value], AttributeProto.Of("to", (long)ElementType.Double));

        /// <summary>The numbers in another shape; 0 keeps a size, as of N examples, and −1 is what is left.</summary>
        public string Reshape(string value, params ReadOnlySpan<long> shape) => graph.Node("Reshape", [value, graph.Integers(shape)]);

        /// <summary>The axes in another order.</summary>
        public string Transpose(string value, params ReadOnlySpan<long> order) =>
            graph.Node("Transpose", [value], AttributeProto.OfIntegers("perm", order));

        /// <summary>The columns of several values side by side.</summary>
        public string SideBySide(IEnumerable<string> values) => graph.Node("Concat", values, AttributeProto.Of("axis", 1L));

        /// <summary>A range along one axis.</summary>
        public string Range(string value, int axis, int first, int count) =>
            graph.Node("Slice", [value, graph.Integers(first), graph.Integers((long)first + count), graph.Integers(axis)]);

        /// <summary>The mean along one axis, which is gone then.</summary>
        public string MeanAlong(string value, int axis) => graph.Opset < Opset.AxesOfMeanAreAnInput
            ? graph.Node("ReduceMean", [value], AttributeProto.OfIntegers("axes", axis), AttributeProto.Of("keepdims", 0L))
            : graph.Node("ReduceMean", [value, graph.Integers(axis)], AttributeProto.Of("keepdims", 0L));

        /// <summary>Some columns of a value, by number.</summary>
        public string Columns(string value, params ReadOnlySpan<long> columns) =>
            graph.Node("Gather", [value, graph.Integers(columns)], AttributeProto.Of("axis", 1L));
    }
}
