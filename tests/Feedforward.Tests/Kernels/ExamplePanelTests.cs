using CsCheck;
using Feedforward.Activations;
using Feedforward.Kernels;

namespace Feedforward.Tests.Kernels;

/// <summary>A few examples times a packed matrix equal the plain loops bit by bit, however many they are and however wide the matrix.</summary>
public sealed class ExamplePanelTests
{
    private static readonly int[] s_sizes = [1, 2, 3, 4, 5, 8, 10, 11, 12, 13, 16, 17, 24, 31, 32, 33, 47, 48, 64, 65, 80, 100, 127, 128, 129, 200];

    private static readonly Gen<int> s_size = Gen.Int[0, s_sizes.Length - 1].Select(i => s_sizes[i]);

    [Fact]
    public void Two_layers_equal_the_plain_loops() =>
        Gen.Select(Gen.Int[1, ExamplePanel.MostExamples], s_size, s_size, s_size, Gen.Int[0, 1000]).Sample(
            s =>
            {
                var (n, inputs, hidden, outputs, seed) = s;
                var x = Normal(n, inputs, seed);
                var (w1, b1) = (Normal(inputs, hidden, seed + 1), seed % 3 == 0 ? [] : Normal(1, hidden, seed + 2).Span.ToArray());
                var (w2, b2) = (Normal(hidden, outputs, seed + 3), seed % 5 == 0 ? [] : Normal(1, outputs, seed + 4).Span.ToArray());
                var expectedHidden = new Matrix<float>(n, hidden);
                var expected = new Matrix<float>(n, outputs);
                Naive.Affine(x, w1, b1, expectedHidden);
                foreach (ref var a in expectedHidden.Span)
                {
                    a = Activation.Relu.Value(a);
                }

                Naive.Affine(expectedHidden, w2, b2, expected);
                foreach (ref var a in expected.Span)
                {
                    a = Activation.Tanh.Value(a);
                }

                // What an earlier call left in the memory does not count.
                var panel = new ExamplePanel(Math.Max(inputs, Math.Max(hidden, outputs)));
                var notNumbers = new Matrix<float>(ExamplePanel.MostExamples, inputs);
                notNumbers.Span.Fill(float.NaN);
                panel.Load(notNumbers);
                panel.Affine<Identity>(new PackedMatrix(w1), b1);

                var actual = new Matrix<float>(n, outputs);
                panel.Load(x);
                panel.Affine<Relu>(new PackedMatrix(w1), b1);
                panel.Affine<Feedforward.Activations.Tanh>(new PackedMatrix(w2), b2);
                panel.Store(actual);
                Numbers.SameBits(expected.Span, actual.Span, $"{n} rows, {inputs}-{hidden}-{outputs}");
            },
            iter: 300);

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var panel = new ExamplePanel(5);
        panel.Load(new Matrix<float>(2, 5));
        Assert.Throws<ArgumentException>(() => panel.Affine<Identity>(new PackedMatrix(new Matrix<float>(4, 3)), []));
        Assert.Throws<ArgumentException>(() => panel.Affine<Identity>(new PackedMatrix(new Matrix<float>(5, 3)), new float[2]));
        Assert.Throws<ArgumentException>(() => panel.Affine<Identity>(new PackedMatrix(new Matrix<float>(5, 6)), []));
    }

    private static Matrix<float> Normal(int rows, int columns, int seed) => Numbers.Normal(rows, columns, (ulong)seed);
}
