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

        /// <summary>True as 1, false as 0.</summary>
        public string Number(string condition) =>
            graph.Node("Cast", [condition], AttributeProto.Of("to", (long)ElementType.Float));

        /// <summary>The columns of several values side by side.</summary>
        public string SideBySide(IEnumerable<string> values) => graph.Node("Concat", values, AttributeProto.Of("axis", 1L));

        /// <summary>Some columns of a value, by number.</summary>
        public string Columns(string value, params ReadOnlySpan<long> columns) =>
            graph.Node("Gather", [value, graph.Integers(columns)], AttributeProto.Of("axis", 1L));
    }
}
