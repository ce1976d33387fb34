using Feedforward.Determinism;

namespace Feedforward.Tests.NumericContract;

/// <summary>
/// The same trainings in processes of their own, with instruction sets switched off: the weights have the same bits,
/// and the bits that are written down here.
/// </summary>
public sealed class InstructionSetTests
{
    /// <summary>
    /// The hashes of weights, running statistics and outputs. They change only when the arithmetic of training changes;
    /// then a release says so, and these lines are replaced on purpose by the output of Feedforward.Determinism.
    /// </summary>
    private static readonly string[] s_expected =
    [
        "classes 7fb08c3d278064c0aa9dd81bc424c6d0490279ade7974bd99c697f7c68b995d2",
        "regression 238deb59437f55a73c53d1aae2c966d8788f228839063b9f9a0ddcb4571d0c71",
        "binary d7dfa7c5c4edad35bf6b82a7d99c3517f12f897da4b07f04d606443cefceb4fd",
        "counts 11faf6b9cbf67f3b53940239cbdf1d0bf5abb1400a06aee15672f318c04462c3",
        "variance 2c981fdd4c2f2e40d6ef60b0c8f8ccd067476046936d356f094b6a2d6a419ccd",
        "robust 96bbb82ebdd5e5eca031571fe8ae253752b5012a7d48ff9dee5ad9fa7973aa96",
        "median 837a7f25c879f61afea2319dfb4615e4e6023d9efffc06bb717a62c60c72fd1d",
        "wide 8d830453ffe12b4077b6b3ddd1333a3c5622def77eeab8cbdfbb4e4d74f1698e",
        "activations 1c0d6a83107b4e8baaeccebc45dc496048b341da875755687ce7a72a4f6ad73e",
    ];

    /// <summary>The lines that the program prints on every processor, however it is compiled.</summary>
    internal static IReadOnlyList<string> Expected => s_expected;

    [Fact]
    public void As_the_processor_is() => Assert.Equal(s_expected, Run([], 2).Lines);

    [Fact]
    public void Without_512_bit_vectors()
    {
        var (features, lines) = Run([("DOTNET_EnableAVX512", "0")], 2);
        Assert.Contains("vector512=False", features, StringComparison.Ordinal);
        Assert.Contains("avx512=False", features, StringComparison.Ordinal);
        Assert.Equal(s_expected, lines);
    }

    [Fact]
    public void With_vectors_of_at_most_256_bits_preferred()
    {
        var (features, lines) = Run([("DOTNET_PreferredVectorBitWidth", "256")], 2);
        Assert.Contains("vector512=False", features, StringComparison.Ordinal);
        Assert.Equal(s_expected, lines);
    }

    [Fact]
    public void Without_AVX2_and_fused_multiply_add()
    {
        var (features, lines) = Run([("DOTNET_EnableAVX2", "0")], 1);
        Assert.Contains("vector256=False", features, StringComparison.Ordinal);
        Assert.Contains("fma=False", features, StringComparison.Ordinal);
        Assert.Equal(s_expected, lines);
    }

    [Fact]
    public void Without_any_vector_instruction()
    {
        var (features, lines) = Run([("DOTNET_EnableHWIntrinsic", "0")], 2);
        Assert.Contains("vector128=False", features, StringComparison.Ordinal);
        Assert.Equal(s_expected, lines);
    }

    [Fact]
    public void Compiled_fully_at_once() => Assert.Equal(s_expected, Run([("DOTNET_TieredCompilation", "0")], 3).Lines);

    private static (string Features, string[] Lines) Run((string Name, string Value)[] environment, int threads) =>
        DeterminismProgram.Run(DeterminismProgram.Host, [typeof(TrainingCases).Assembly.Location, $"{threads}"], environment);
}
