namespace Feedforward.Metrics;

/// <summary>How much weight of each true class was given to each predicted class.</summary>
public sealed class ConfusionMatrix
{
    private readonly double[] _cells;

    private ConfusionMatrix(int classes)
    {
        Classes = classes;
        _cells = new double[classes * classes];
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>The weight (without weights: the number) of examples of one true class predicted as another.</summary>
    /// <param name="actual">The true class, counted from 0: the row.</param>
    /// <param name="predicted">The predicted class, counted from 0: the column.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is not one of the matrix.</exception>
    public double this[int actual, int predicted]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)actual, (uint)Classes, nameof(actual));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predicted, (uint)Classes, nameof(predicted));
            return _cells[(actual * Classes) + predicted];
        }
    }

    /// <summary>Counts the decisions of class probabilities.</summary>
    /// <param name="probabilities">n×1 (probability of class 1) or n×C (one column a class).</param>
    /// <param name="labels">n classes counted from 0.</param>
    /// <param name="weights">n weights, 0 or more; none means that every example weighs 1.</param>
    /// <exception cref="ArgumentException">There is no example, or the lengths differ.</exception>
    /// <exception cref="DataException">A probability, label or weight lies outside its range.</exception>
    public static ConfusionMatrix Of(
        Matrix<float> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default) =>
        Of(new ScoredExamples(probabilities, labels, weights));

    /// <summary>The matrix with given cells, as where it was kept in a file.</summary>
    /// <param name="classes">The number of classes, 1 or more.</param>
    /// <param name="cells">The cells row by row: classes² weights.</param>
    /// <exception cref="ArgumentException">There are more or fewer cells.</exception>
    public static ConfusionMatrix Of(int classes, ReadOnlySpan<double> cells)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        if (cells.Length != (long)classes * classes)
        {
            throw new ArgumentException($"{classes} classes need {(long)classes * classes} cells; there are {cells.Length}.", nameof(cells));
        }

        var matrix = new ConfusionMatrix(classes);
        cells.CopyTo(matrix._cells);
        return matrix;
    }

    /// <summary>The weight of all examples of a true class: the sum of its row.</summary>
    /// <param name="actual">The class, counted from 0.</param>
    public double ActualTotal(int actual)
    {
        var sum = 0.0;
        for (var c = 0; c < Classes; c++)
        {
            sum += this[actual, c];
        }

        return sum;
    }

    /// <summary>The weight of all examples predicted as a class: the sum of its column.</summary>
    /// <param name="predicted">The class, counted from 0.</param>
    public double PredictedTotal(int predicted)
    {
        var sum = 0.0;
        for (var c = 0; c < Classes; c++)
        {
            sum += this[c, predicted];
        }

        return sum;
    }

    internal static ConfusionMatrix Of(in ScoredExamples examples)
    {
        var matrix = new ConfusionMatrix(examples.Classes);
        for (var row = 0; row < examples.Count; row++)
        {
            matrix._cells[(examples.Label(row) * matrix.Classes) + examples.Predicted(row)] += examples.Weight(row);
        }

        return matrix;
    }
}
