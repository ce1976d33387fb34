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
        "classes 5bd29b421812b524e493e316e8eb14fc93c78ea6d62e8167b2ab5807cd312946",
        "regression 701550c2c293d149eda2305842108af2f6a18622e1549948ba9a120088706e0e",
        "binary 7862dbad1cdaed6ceee94172cb9690ad425dc4019da20c2eccae15b39e50f29b",
        "counts 84a7b883b3e5d3e593dc161f3002c32cdd8443a52ab1bb24b0603d0e277fddec",
        "variance 2c981fdd4c2f2e40d6ef60b0c8f8ccd067476046936d356f094b6a2d6a419ccd",
        "robust 96bbb82ebdd5e5eca031571fe8ae253752b5012a7d48ff9dee5ad9fa7973aa96",
        "median 458e0949e27825cef1eada2776a91159ff0b7d32833bed82da1bdc5bcd9f62bd",
        "ensemble d12a48590e33b0bd017648e2c718c87d2d7800984d919dc5db1f5f7a5bc552f3",
        "shared a68f4a42e2f5aa3990b5c32a75ffdc8de8c8b45952f130ff52fc7cf8ae96184b",
        "wide 4a74c4e83cd78b9e4c5a824c919c7650c0cd981822ab4ec41a803c56980afe42",
        "activations 864cfdf03cdd5bcb69687e6d9875fee77b26e975d666799c542ba560b507c9b6",
        "more-activations fb0b4a87436afbfad2a7e7c0c6ee508f177f5fd7dae81c583b6e612569b1b982",
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
