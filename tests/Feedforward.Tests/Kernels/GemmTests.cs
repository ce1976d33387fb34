using System.Runtime.InteropServices;
using CsCheck;
using Feedforward.Kernels;

namespace Feedforward.Tests.Kernels;

/// <summary>The fast products equal the plain loops bit by bit, for every shape and number of threads.</summary>
public sealed class GemmTests
{
    private static readonly int[] s_sizes = [1, 2, 3, 5, 7, 8, 11, 12, 13, 16, 17, 24, 31, 32, 33, 40, 63, 64, 65, 97, 100, 128, 255, 257, 300];

    private static readonly Gen<int> s_size = Gen.Int[0, s_sizes.Length - 1].Select(i => s_sizes[i]);

    private static readonly Gen<(int N, int D, int M, int Threads, int Seed)> s_shapes =
        Gen.Select(s_size, s_size, s_size, Gen.Int[1, 4], Gen.Int[0, 1000]);

    [Fact]
    public void Affine_equals_the_plain_loop()
    {
        s_shapes.Sample(
            s =>
            {
                var x = Numbers(s.N, s.D, s.Seed);
                var w = Numbers(s.D, s.M, s.Seed + 1);
                var b = s.Seed % 3 == 0 ? [] : Numbers(1, s.M, s.Seed + 2).Span.ToArray();
                var expected = new Matrix<float>(s.N, s.M);
                var actual = new Matrix<float>(s.N, s.M);
                Naive.Affine(x, w, b, expected);
                Gemm.Affine(x, w, b, actual, default(NoEpilogue), s.Threads);
                return SameBits(expected, actual);
            },
            iter: 300);
    }

    [Fact]
    public void Transpose_left_equals_the_plain_loop()
    {
        s_shapes.Sample(
            s =>
            {
                var x = Numbers(s.N, s.D, s.Seed);
                var δ = Numbers(s.N, s.M, s.Seed + 1);
                var expected = new Matrix<float>(s.D, s.M);
                var actual = new Matrix<float>(s.D, s.M);
                Naive.TransposeLeft(x, δ, expected);
                Gemm.TransposeLeft(x, δ, actual, s.Threads);
                return SameBits(expected, actual);
            },
            iter: 300);
    }

    [Fact]
    public void Transpose_right_equals_the_plain_loop()
    {
        s_shapes.Sample(
            s =>
            {
                var δ = Numbers(s.N, s.M, s.Seed);
                var w = Numbers(s.D, s.M, s.Seed + 1);
                var expected = new Matrix<float>(s.N, s.D);
                var actual = new Matrix<float>(s.N, s.D);
                Naive.TransposeRight(δ, w, expected);
                Gemm.TransposeRight(δ, w, actual, s.Threads);
                return SameBits(expected, actual);
            },
            iter: 300);
    }

    /// <summary>Shapes that take every path: a single row of a large matrix, a single column, several blocks of depth, rows and columns.</summary>
    [Theory]
    [InlineData(1, 300, 300)]
    [InlineData(1, 203, 517)]
    [InlineData(1, 5, 7000)]
    [InlineData(37, 500, 1)]
    [InlineData(700, 3, 1)]
    [InlineData(3, 901, 70)]
    [InlineData(2, 801, 150)]
    [InlineData(50, 37, 1030)]
    [InlineData(101, 801, 1100)]
    [InlineData(801, 101, 45)]
    [InlineData(301, 1030, 1037)]
    public void Products_of_every_kind_equal_the_plain_loop(int n, int d, int m)
    {
        var x = Numbers(n, d, 1);
        var w = Numbers(d, m, 2);
        var b = Numbers(1, m, 3).Span.ToArray();
        var δ = Numbers(n, m, 4);
        var (h, g, dx) = (new Matrix<float>(n, m), new Matrix<float>(d, m), new Matrix<float>(n, d));
        Naive.Affine(x, w, b, h);
        Naive.TransposeLeft(x, δ, g);
        Naive.TransposeRight(δ, w, dx);
        foreach (var threads in new[] { 1, 2, 3 })
        {
            var (fastH, fastG, fastDx) = (new Matrix<float>(n, m), new Matrix<float>(d, m), new Matrix<float>(n, d));
            Gemm.Affine(x, w, b, fastH, default(NoEpilogue), threads);
            Gemm.TransposeLeft(x, δ, fastG, threads);
            Gemm.TransposeRight(δ, w, fastDx, threads);
            Assert.True(SameBits(h, fastH));
            Assert.True(SameBits(g, fastG));
            Assert.True(SameBits(dx, fastDx));
        }
    }

    /// <summary>The matrices lie inside larger arrays of NaN: none of it is written over, and none of it gets into a result.</summary>
    [Fact]
    public void Nothing_outside_the_matrices_is_used_or_written()
    {
        s_shapes.Sample(
            s =>
            {
                var x = Surrounded(Numbers(s.N, s.D, s.Seed));
                var w = Surrounded(Numbers(s.D, s.M, s.Seed + 1));
                var h = Surrounded(new Matrix<float>(s.N, s.M));
                var g = Surrounded(new Matrix<float>(s.D, s.M));
                var d = Surrounded(new Matrix<float>(s.N, s.D));
                Gemm.Affine(x.Matrix, w.Matrix, [], h.Matrix, default(NoEpilogue), s.Threads);
                Gemm.TransposeLeft(x.Matrix, h.Matrix, g.Matrix, s.Threads);
                Gemm.TransposeRight(h.Matrix, w.Matrix, d.Matrix, s.Threads);
                return new[] { x, w, h, g, d }.All(m =>
                    m.Array.AsSpan(0, Margin).IndexOfAnyExcept(float.NaN) < 0
                    && m.Array.AsSpan(Margin + m.Matrix.Span.Length).IndexOfAnyExcept(float.NaN) < 0
                    && m.Matrix.Span.IndexOf(float.NaN) < 0);
            },
            iter: 200);
    }

    private const int Margin = 80;

    private static (float[] Array, Matrix<float> Matrix) Surrounded(Matrix<float> matrix)
    {
        var array = new float[matrix.Span.Length + (2 * Margin)];
        Array.Fill(array, float.NaN);
        matrix.Span.CopyTo(array.AsSpan(Margin));
        return (array, new Matrix<float>(array, Margin, matrix.Rows, matrix.Columns));
    }

    private static Matrix<float> Numbers(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var matrix = new Matrix<float>(rows, columns);
        foreach (ref var value in matrix.Span)
        {
            value = (float)((random.NextDouble() * 2) - 1);
        }

        return matrix;
    }

    private static bool SameBits(Matrix<float> a, Matrix<float> b) =>
        MemoryMarshal.AsBytes(a.Span)
            .SequenceEqual(MemoryMarshal.AsBytes(b.Span));

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_before_any_pointer_is_followed()
    {
        static Matrix<float> Of(int rows, int columns) => new(rows, columns);
        Assert.Throws<ArgumentException>(() => Gemm.Affine(Of(2, 3), Of(4, 5), [], Of(2, 5), default(NoEpilogue), 1));
        Assert.Throws<ArgumentException>(() => Gemm.Affine(Of(2, 3), Of(3, 5), new float[4], Of(2, 5), default(NoEpilogue), 1));
        Assert.Throws<ArgumentException>(() => Gemm.Affine(Of(2, 3), Of(3, 5), [], Of(1, 5), default(NoEpilogue), 1));
        Assert.Throws<ArgumentException>(() => Gemm.TransposeLeft(Of(2, 3), Of(3, 4), Of(3, 4), 1));
        Assert.Throws<ArgumentException>(() => Gemm.TransposeLeft(Of(2, 3), Of(2, 4), Of(3, 3), 1));
        Assert.Throws<ArgumentException>(() => Gemm.TransposeRight(Of(2, 3), Of(4, 2), Of(2, 4), 1));
        Assert.Throws<ArgumentException>(() => Gemm.TransposeRight(Of(2, 3), Of(4, 3), Of(1, 4), 1));
    }
}
