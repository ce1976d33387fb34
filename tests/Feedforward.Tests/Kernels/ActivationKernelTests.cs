using Feedforward.Activations;
using Feedforward.Kernels;
using Feedforward.Tests.Activations;

namespace Feedforward.Tests.Kernels;

/// <summary>Whole matrices give the bits of one number after another, for every length of the tail and any number of threads.</summary>
public sealed class ActivationKernelTests
{
    public static TheoryData<string> Names => ActivationCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_is_element_by_element(string name)
    {
        var activation = Activation.Named(name);
        foreach (var (rows, columns, threads) in Shapes())
        {
            var a = Numbers.Normal(rows, columns, 1, 4);
            var h = new Matrix<float>(rows, columns);
            activation.Apply(a, h, threads);
            Numbers.SameBits(Values(activation, a), h.Span, $"{name} {rows}×{columns}");

            activation.Apply(a, a, threads);
            Numbers.SameBits(h.Span, a.Span, $"{name} {rows}×{columns} in place");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Chain_is_element_by_element(string name)
    {
        var activation = Activation.Named(name);
        foreach (var (rows, columns, threads) in Shapes())
        {
            var a = Numbers.Normal(rows, columns, 2, 4);
            var h = new Matrix<float>(Values(activation, a), rows, columns);
            var δ = Numbers.Normal(rows, columns, 3);
            var expected = δ.Span.ToArray();
            for (var i = 0; i < expected.Length; i++)
            {
                expected[i] *= activation.Slope(a.Span[i]);
            }

            activation.Chain(activation.NeedsInput ? a : default, h, δ, threads);
            Numbers.SameBits(expected, δ.Span, $"{name} {rows}×{columns}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Affine_is_the_plain_product_then_the_value(string name)
    {
        var activation = Activation.Named(name);
        foreach (var (n, d, m, threads) in new[] { (1, 1, 1, 1), (5, 3, 70, 1), (13, 9, 33, 1), (3, 300, 17, 2), (130, 65, 270, 3) })
        {
            var x = Numbers.Normal(n, d, 4);
            var w = Numbers.Normal(d, m, 5);
            var b = Numbers.Normal(1, m, 6).Span;
            var sums = new Matrix<float>(n, m);
            Naive.Affine(x, w, b, sums);

            var a = new Matrix<float>(n, activation.NeedsInput ? m : 0);
            var h = new Matrix<float>(n, m);
            activation.Affine(x, w, b, a, h, threads);

            Numbers.SameBits(Values(activation, sums), h.Span, $"{name} of {n}×{d} by {d}×{m}");
            if (activation.NeedsInput)
            {
                Numbers.SameBits(sums.Span, a.Span, $"the sums of {n}×{d} by {d}×{m}");
            }
        }
    }

    private static IEnumerable<(int Rows, int Columns, int Threads)> Shapes()
    {
        for (var length = 0; length <= 70; length++)
        {
            yield return (1, length, 1);
        }

        yield return (7, 5000, 1);
        yield return (7, 5003, 3);
    }

    private static float[] Values(Activation activation, Matrix<float> a)
    {
        var values = a.Span.ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = activation.Value(values[i]);
        }

        return values;
    }
}
