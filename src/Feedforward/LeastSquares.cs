using System.Globalization;

namespace Feedforward;

/// <summary>
/// min ‖Aw − y‖ in double precision by Householder's QR factorization: A = QR by reflections, then Rw = Qᵀy from below
/// upwards. Its error grows with the condition of A, not with its square as that of the normal equations AᵀAw = Aᵀy does
/// (Householder, J. ACM 5, 1958; Golub, Numer. Math. 7, 1965; Higham 2002, chapter 20).
/// </summary>
public static class LeastSquares
{
    /// <summary>2⁻⁵², the distance from 1 to the next double.</summary>
    private const double Precision = 1.0 / (1L << 52);

    /// <summary>The w that minimises ‖Aw − y‖₂.</summary>
    /// <param name="a">A: n×d, n at least d, all finite, its columns linearly independent.</param>
    /// <param name="y">n numbers, all finite.</param>
    /// <returns>w: d numbers.</returns>
    /// <exception cref="DataException">
    /// There are fewer rows than columns, or a column is, within rounding, a linear combination of the columns before it: the
    /// answer would not be unique. <see cref="DataException.Column"/> is then the column's number, counted from 1.
    /// </exception>
    /// <exception cref="ArgumentException">The number of rows of A is not that of y.</exception>
    public static double[] Solve(Matrix<double> a, ReadOnlySpan<double> y)
    {
        if (y.Length != a.Rows)
        {
            throw new ArgumentException($"A has {a.Rows} rows; y has {y.Length} numbers.", nameof(y));
        }

        if (a.Rows < a.Columns)
        {
            throw new DataException(
                $"Least squares needs at least as many examples as unknowns; there are {a.Rows} examples and {a.Columns} unknowns. Give more examples or fewer inputs.");
        }

        // One row per column of A, so that a reflection reads and writes neighbouring numbers.
        var columns = new double[a.Columns][];
        for (var j = 0; j < columns.Length; j++)
        {
            columns[j] = new double[a.Rows];
            for (var i = 0; i < a.Rows; i++)
            {
                columns[j][i] = a[i, j];
            }
        }

        var right = y.ToArray();
        var diagonal = new double[columns.Length];
        for (var k = 0; k < columns.Length; k++)
        {
            diagonal[k] = Reflect(columns, k, right, Norm(a, k));
        }

        return BackSubstitute(columns, diagonal, right);
    }

    /// <summary>Column k becomes (…, r_kk, 0, …, 0) by the reflection H = I − 2vvᵀ/vᵀv, which all later columns undergo as well.</summary>
    private static double Reflect(double[][] columns, int k, double[] right, double original)
    {
        var v = columns[k].AsSpan(k);
        var length = Norm(v);
        if (!(length > original * columns[k].Length * Precision))
        {
            throw new DataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Column {k + 1} of the {columns.Length} columns is a linear combination of those before it (or is all zero or not finite), so the least-squares answer is not unique. Leave that column out."),
                column: (k + 1).ToString(CultureInfo.InvariantCulture));
        }

        // The sign that adds, so that nothing cancels.
        var r = v[0] > 0 ? -length : length;
        v[0] -= r;
        var squared = Dot(v, v);
        for (var j = k + 1; j < columns.Length; j++)
        {
            Mirror(columns[j].AsSpan(k), v, squared);
        }

        Mirror(right.AsSpan(k), v, squared);
        return r;
    }

    private static void Mirror(Span<double> x, ReadOnlySpan<double> v, double squared)
    {
        var factor = 2 * Dot(v, x) / squared;
        for (var i = 0; i < x.Length; i++)
        {
            x[i] -= factor * v[i];
        }
    }

    private static double[] BackSubstitute(double[][] columns, double[] diagonal, double[] right)
    {
        var w = new double[columns.Length];
        for (var k = w.Length - 1; k >= 0; k--)
        {
            var sum = right[k];
            for (var j = k + 1; j < w.Length; j++)
            {
                sum -= columns[j][k] * w[j];
            }

            w[k] = sum / diagonal[k];
        }

        return w;
    }

    private static double Norm(Matrix<double> a, int column)
    {
        double sum = 0;
        for (var i = 0; i < a.Rows; i++)
        {
            sum += a[i, column] * a[i, column];
        }

        return Math.Sqrt(sum);
    }

    private static double Norm(ReadOnlySpan<double> v) => Math.Sqrt(Dot(v, v));

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
