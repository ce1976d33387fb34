using Feedforward.Onnx.Format;
using Feedforward.Onnx.Operators;

namespace Feedforward.Onnx.Tests.Operators;

/// <summary>What the runtime beside us cannot be asked: numbers worked by hand from the specification, and what is refused.</summary>
public sealed class OperatorTests
{
    [Fact]
    public void HighWinsWhereLowIsAboveIt() => Assert.Equal(
        [1f, 1, 1], new OneNode("Clip", 13, [Values.Of([3], -2f, 0, 6), Values.Of([], 2f), Values.Of([], 1f)]).Run()[0].Floats());

    /// <summary>Two channels of (1, 3) and (2, 6): means 2 and 4, variances 1 and 4; γ = 1, β = 0, ε = 0, momentum ½.</summary>
    [Fact]
    public void BatchNormalizationTrains()
    {
        var results = new OneNode(
            "BatchNormalization",
            15,
            [Values.Of([2, 2], 1f, 2, 3, 6), Values.Of([2], 1f, 1), Values.Of([2], 0f, 0), Values.Of([2], 10f, 20), Values.Of([2], 1f, 1)],
            AttributeProto.Of("training_mode", 1L), AttributeProto.Of("epsilon", 0f), AttributeProto.Of("momentum", 0.5f)) { Outputs = 3 }.Run();
        Assert.Equal([-1f, -1, 1, 1], results[0].Floats());
        Assert.Equal([6f, 12], results[1].Floats());
        Assert.Equal([1f, 2.5f], results[2].Floats());
    }

    [Fact]
    public void WholeNumbersWrapAroundAndAreCutTowardsZero()
    {
        var bytes = new OneNode("Add", 14, [new TensorOf<byte>(ElementType.UInt8, [2], [200, 1]), new TensorOf<byte>(ElementType.UInt8, [1], [100])]).Run()[0];
        Assert.Equal([44, 101], ((TensorOf<byte>)bytes).Values);
        Assert.Equal([-1L, 1, long.MinValue], ((TensorOf<long>)new OneNode("Div", 14, [Values.List(-3, 3, long.MinValue), Values.List(2, 2, -1)]).Run()[0]).Values);
    }

    [Fact]
    public void NarrowFloatingNumbersRoundToTheNearest()
    {
        // 1 + 2⁻⁹ lies between 1 and 1 + 2⁻⁷ in bfloat16; 1 + 3·2⁻⁸ is a tie and goes to the even 1 + 2⁻⁶.
        var cast = new OneNode("Cast", 13, [Values.Of([3], 1.001953125f, 1.01171875f, float.NaN)], AttributeProto.Of("to", (long)ElementType.BFloat16)).Run()[0];
        Assert.Equal([0x3F80, 0x3F82], ((TensorOf<BFloat16>)cast).Values[..2].Select(value => (int)value.Bits));
        Assert.True(float.IsNaN(((TensorOf<BFloat16>)cast).Values[2].ToSingle()));
        var sum = new OneNode("Add", 14, [new TensorOf<Half>(ElementType.Float16, [1], [(Half)1]), new TensorOf<Half>(ElementType.Float16, [1], [(Half)0.0001])]).Run()[0];
        Assert.Equal([(Half)1], ((TensorOf<Half>)sum).Values);
    }

    [Fact]
    public void TextsAndNumbers()
    {
        var texts = new OneNode("Cast", 13, [Values.Of([4], 0.47892547f, 1e-7f, float.PositiveInfinity, float.NaN)], AttributeProto.Of("to", 8L)).Run()[0];
        Assert.Equal(["0.47892547", "1e-07", "INF", "NaN"], ((TensorOf<string>)texts).Values);
        Assert.Contains("is no number", Refusal(new OneNode("Cast", 13, [new TensorOf<string>(ElementType.String, [1], ["one"])], AttributeProto.Of("to", 1L))), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFormOfAConstant()
    {
        Assert.Equal([2f, 3], Constant(AttributeProto.Of("value_floats", [2f, 3f])).Floats());
        Assert.Equal([2f], Constant(AttributeProto.Of("value_float", 2f)).Floats());
        Assert.Equal([5L], ((TensorOf<long>)Constant(AttributeProto.Of("value_int", 5L))).Values);
        Assert.Equal([5L, 6], ((TensorOf<long>)Constant(AttributeProto.OfIntegers("value_ints", 5, 6))).Values);
        Assert.Equal(["a"], ((TensorOf<string>)Constant(AttributeProto.Of("value_string", "a"))).Values);
        Assert.Equal(["a", "b"], ((TensorOf<string>)Constant(AttributeProto.Of("value_strings", (IEnumerable<string>)["a", "b"]))).Values);
        Assert.Equal([1f, 2], Constant(AttributeProto.Of("value", TensorProto.Of("", [1f, 2f], 2, 1))).Floats());
        foreach (var indices in (TensorProto[])[TensorProto.Of("", [1L, 5L], 2), TensorProto.Of("", [0L, 1, 1, 2], 2, 2)])
        {
            var sparse = new SparseTensorProto { Values = TensorProto.Of("", [7f, 8f], 2), Indices = indices, Dimensions = { 2, 3 } };
            var tensor = Constant(new AttributeProto { Name = "sparse_value", Kind = AttributeProto.ValueKind.SparseTensor, SparseTensor = sparse });
            Assert.Equal([2, 3], tensor.Shape);
            Assert.Equal([0f, 7, 0, 0, 0, 8], tensor.Floats());
        }
    }

    [Fact]
    public void WhatIsNotThereIsNamed()
    {
        var x = Values.Random(1, 2, 3);
        Assert.Equal("Conv", Missing(new OneNode("Conv", 13, [x, x])));
        Assert.Equal("Gelu", Missing(new OneNode("Gelu", 17, [x])));
        Assert.Equal("Add", Missing(new OneNode("Add", 6, [x, x])));
        Assert.Equal("Elu", Missing(new OneNode("Elu", 6, [x], AttributeProto.Of("scale", 1f))));
        Assert.Equal("Gelu", Missing(new OneNode("Gelu", 20, [x], AttributeProto.Of("approximate", "sigmoid"))));
        Assert.Equal("Dropout", Missing(new OneNode("Dropout", 13, [x, Values.Of([], 0.5f), new TensorOf<bool>(ElementType.Bool, [], [true])])));
        Assert.Equal("Cast", Missing(new OneNode("Cast", 19, [x], AttributeProto.Of("to", 17L))));
        Assert.Equal("Add", Missing(new OneNode("Add", 14, [new TensorOf<string>(ElementType.String, [1], ["a"]), new TensorOf<string>(ElementType.String, [1], ["b"])])));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        var x = Values.Random(1, 2, 3);
        Assert.Contains("[2, 3] and [2, 2] do not fit", Refusal(new OneNode("Add", 13, [x, Values.Random(2, 2, 2)])), StringComparison.Ordinal);
        Assert.Contains("one type", Refusal(new OneNode("Add", 13, [x, x.In(ElementType.Double)])), StringComparison.Ordinal);
        Assert.Contains("divided by 0", Refusal(new OneNode("Div", 13, [Values.List(1), Values.List(0)])), StringComparison.Ordinal);
        Assert.Contains("no matrix product", Refusal(new OneNode("MatMul", 13, [x, x])), StringComparison.Ordinal);
        Assert.Contains("takes 2 in opset 13", Refusal(new OneNode("Add", 13, [x, x, x])), StringComparison.Ordinal);
        Assert.Contains("no index 3", Refusal(new OneNode("Gather", 13, [x, Values.List(3)], AttributeProto.Of("axis", 1L))), StringComparison.Ordinal);
        Assert.Contains("no index -1", Refusal(new OneNode("Gather", 7, [x, Values.List(-1)])), StringComparison.Ordinal);
        Assert.Contains("another number", Refusal(new OneNode("Reshape", 13, [x, Values.List(4, 2)])), StringComparison.Ordinal);
        Assert.Contains("more than one size", Refusal(new OneNode("Reshape", 13, [x, Values.List(-1, -1)])), StringComparison.Ordinal);
        Assert.Contains("the size -7", Refusal(new OneNode("Reshape", 13, [x, Values.List(-7)])), StringComparison.Ordinal);
        Assert.Contains("no order of the axes", Refusal(new OneNode("Transpose", 13, [x], AttributeProto.OfIntegers("perm", 0, 0))), StringComparison.Ordinal);
        Assert.Contains("not all of size 1", Refusal(new OneNode("Squeeze", 13, [x, Values.List(0)])), StringComparison.Ordinal);
        Assert.Contains("more elements than an array", Refusal(new OneNode("Add", 13, [Values.Random(1, 70_000, 1), Values.Random(1, 70_000)])), StringComparison.Ordinal);
        Assert.Contains("more than", Refusal(new OneNode("Add", 13, [Values.Random(1, 30_000, 1), Values.Random(1, 30_000)])), StringComparison.Ordinal);
        Assert.Contains("the kind Float", Refusal(new OneNode("Softmax", 13, [x], AttributeProto.Of("axis", 1f))), StringComparison.Ordinal);
    }

    /// <summary>A list against the table, so that a new operator gets its tests.</summary>
    [Fact]
    public void EveryOperatorHasItsTests() => Assert.Equal(
        ["Add", "BatchNormalization", "Cast", "Clip", "Concat", "Constant", "Div", "Dropout", "Elu", "Erf", "Flatten", "Gather", "Gelu", "Gemm", "HardSigmoid",
            "Identity", "LayerNormalization", "LeakyRelu", "LogSoftmax", "MatMul", "Mish", "Mul", "Relu", "Reshape", "Selu", "Sigmoid", "Softmax", "Softplus",
            "Softsign", "Squeeze", "Sub", "Tanh", "Transpose", "Unsqueeze"],
        OperatorTable.Names.Order(StringComparer.Ordinal));

    private static Tensor Constant(AttributeProto attribute) => new OneNode("Constant", 13, [], attribute).Run()[0];

    private static string Refusal(OneNode node) => Assert.Throws<ModelFileException>(() => node.Run()).Message;

    private static string Missing(OneNode node) => Assert.Throws<UnsupportedOperatorException>(() => node.Run()).Operator;
}
