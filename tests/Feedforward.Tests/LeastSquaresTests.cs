using CsCheck;

namespace Feedforward.Tests;

/// <summary>Least squares by Householder's QR.</summary>
public sealed class LeastSquaresTests
{
    /// <summary>The line through (0, 1), (1, 3), (2, 4), (3, 4) by the normal equations on paper: 1.5 + x.</summary>
    [Fact]
    public void A_line_is_fitted_as_worked_by_hand()
    {
        var a = Matrix.From(new double[,] { { 1, 0 }, { 1, 1 }, { 1, 2 }, { 1, 3 } });
        var w = LeastSquares.Solve(a, [1, 3, 4, 4]);
        Assert.Equal(1.5, w[0], 12);
        Assert.Equal(1, w[1], 12);
    }

    /// <summary>What defines the answer: the residual is orthogonal to every column.</summary>
    [Fact]
    public void The_residual_is_orthogonal_to_the_columns()
    {
        Gen.Select(Gen.Int[1, 8], Gen.Int[0, 30], Gen.Int[0, 100_000]).Sample(
            s =>
            {
                var (columns, extra, seed) = s;
                var random = new Random(seed);
                var a = new Matrix<double>(columns + extra, columns);
                foreach (ref var value in a.Span)
                {
                    value = (random.NextDouble() * 2) - 1;
                }

                var y = new double[a.Rows];
                for (var i = 0; i < y.Length; i++)
                {
                    y[i] = (random.NextDouble() * 2) - 1;
                }

                var w = LeastSquares.Solve(a, y);
                var size = w.Max(Math.Abs) + 1;
                for (var k = 0; k < columns; k++)
                {
                    double dot = 0;
                    for (var i = 0; i < a.Rows; i++)
                    {
                        var residual = y[i];
                        for (var j = 0; j < columns; j++)
                        {
                            residual -= a[i, j] * w[j];
                        }

                        dot += a[i, k] * residual;
                    }

                    if (Math.Abs(dot) > 1e-12 * size)
                    {
                        return false;
                    }
                }

                return true;
            },
            iter: 300);
    }

    /// <summary>
    /// Läuchli's matrix with ε = 10⁻⁹: AᵀA rounds to a singular matrix, so the normal equations cannot solve it. For
    /// y = Aw the answer is w itself.
    /// </summary>
    [Fact]
    public void It_solves_what_the_normal_equations_cannot()
    {
        const double ε = 1e-9;
        Assert.Equal(1.0, 1 + (ε * ε));
        var a = Matrix.From(new double[,] { { 1, 1, 1 }, { ε, 0, 0 }, { 0, ε, 0 }, { 0, 0, ε } });
        var w = LeastSquares.Solve(a, [6, ε, 2 * ε, 3 * ε]);
        Assert.Equal(1, w[0], 5);
        Assert.Equal(2, w[1], 5);
        Assert.Equal(3, w[2], 5);
    }

    [Fact]
    public void A_dependent_column_is_named()
    {
        var a = Matrix.From(new double[,] { { 1, 2, 3 }, { 1, 5, 6 }, { 1, 0.5, 1.5 }, { 1, -3, -2 } });
        var e = Assert.Throws<DataException>(() => LeastSquares.Solve(a, [1, 2, 3, 4]));
        Assert.Equal("3", e.Column);
        Assert.Contains("not unique", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_rows_than_columns_and_other_lengths_are_refused()
    {
        Assert.Throws<DataException>(() => LeastSquares.Solve(new Matrix<double>(1, 2), [1]));
        Assert.Throws<ArgumentException>(() => LeastSquares.Solve(new Matrix<double>(3, 2), [1]));
    }
}
