namespace Feedforward.Tabular;

/// <summary>
/// How the cells of one column become features: fitted on the training part, then fixed. The arithmetic is in 32-bit
/// floats, one rounded operation after the other as each encoder states it, so that another program can repeat it bit
/// by bit.
/// </summary>
/// <param name="Column">The column read.</param>
public abstract record FeatureEncoder(string Column)
{
    /// <summary>How many features the column becomes.</summary>
    public abstract int Width { get; }

    /// <summary>The features' names, such as <c>age</c>, <c>age missing</c>, <c>city=Rome</c>, <c>born.year</c>.</summary>
    public abstract IReadOnlyList<string> FeatureNames { get; }

    /// <summary>What each feature is, in the order of <see cref="FeatureNames"/>; <see cref="Width"/> entries.</summary>
    public abstract IReadOnlyList<FeatureKind> FeatureKinds { get; }

    /// <summary>How many codes a feature of kind <see cref="FeatureKind.Code"/> takes, from 0 on; 0 for an encoder without one.</summary>
    public virtual int CodeCount => 0;

    /// <summary>Writes the features of some rows.</summary>
    /// <param name="column">The column, of the kind the encoder was fitted on.</param>
    /// <param name="table">The table it belongs to; names lines in errors.</param>
    /// <param name="rows">The rows to encode, in this order.</param>
    /// <param name="into">Row i receives the features of <c>rows[i]</c>; zeros so far.</param>
    /// <param name="offset">The first column of <paramref name="into"/> to write.</param>
    /// <param name="counts">Counts what the training part did not have, or null.</param>
    /// <exception cref="DataException">A cell does not hold what the column should.</exception>
    internal abstract void Encode(
        TableColumn column, Table table, ReadOnlySpan<int> rows, Matrix<float> into, int offset, EncodingCounts? counts);

    /// <summary>Writes the features of one cell that is numbers alone, without a table and without taking memory.</summary>
    /// <param name="cell">The cell's numbers: one, or those of a vector. NaN is a missing number.</param>
    /// <param name="features">Receives <see cref="Width"/> features.</param>
    /// <exception cref="NotSupportedException">Cells of this column are no numbers.</exception>
    internal virtual void Encode(ReadOnlySpan<float> cell, Span<float> features) =>
        throw new NotSupportedException($"The cells of column '{Column}' are no numbers.");
}
