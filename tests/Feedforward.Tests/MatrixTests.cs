namespace Feedforward.Tests;

public sealed class MatrixTests
{
    [Fact]
    public void Rows_follow_each_other()
    {
        var matrix = Matrix.From(new[,] { { 1f, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([1, 2, 3, 4, 5, 6], matrix.Span.ToArray());
        Assert.Equal([4, 5, 6], matrix.Row(1).ToArray());
        Assert.Equal(6, matrix[1, 2]);
        Assert.Equal([4, 5, 6, 4, 5, 6, 1, 2, 3], matrix.Select([1, 1, 0]).Span.ToArray());
    }

    [Fact]
    public void A_slice_is_a_view()
    {
        var matrix = new Matrix<float>(4, 2);
        matrix.Slice(1, 2)[1, 0] = 7;
        Assert.Equal(7, matrix[2, 0]);
        Assert.Equal(0, matrix.Slice(4, 0).Rows);
    }

    /// <summary>The array behind a view goes on, but the view does not.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void A_row_outside_a_view_is_refused(int row)
    {
        var view = new Matrix<float>(5, 3).Slice(2, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => view.Row(row).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => view[row, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => view[0, 3]);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 3)]
    [InlineData(1, -1)]
    public void A_slice_outside_is_refused(int start, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix<float>(3, 2).Slice(start, count));

    [Fact]
    public void Sizes_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix<float>(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix<float>(65_536, 65_536));
        Assert.Throws<ArgumentException>(() => new Matrix<float>(new float[5], 2, 3));
        Assert.Throws<ArgumentException>(() => new Matrix<float>(new float[6], 1, 2, 3));
        Assert.Throws<ArgumentException>(() => Matrix.FromRows<float>([[1, 2], [3]]));
    }

    [Fact]
    public void An_empty_matrix_has_no_numbers()
    {
        Assert.True(default(Matrix<float>).IsEmpty);
        Assert.Equal(0, default(Matrix<float>).Span.Length);
        Assert.True(new Matrix<float>(0, 3).IsEmpty);
    }
}
