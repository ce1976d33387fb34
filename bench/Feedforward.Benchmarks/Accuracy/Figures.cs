using Feedforward.Tabular;

namespace Feedforward.Benchmarks.Accuracy;

/// <summary>
/// How well a model predicts, by the formulas that the peers' figures were computed with. Written anew here, so that a fault
/// in the library's own metrics cannot hide itself.
/// </summary>
internal static class Figures
{
    private const double LeastProbability = 1e-15;

    /// <summary>The figures of a model on rows with a target.</summary>
    public static OrderedDictionary<string, double> Of(TabularModel model, Table test, string[] classes)
    {
        var predictions = model.Predict(test);
        var target = test[model.Target.Name];
        if (model.Task == LearningTask.Regression)
        {
            return OfNumbers(predictions.Values, ((NumberColumn)target).Values);
        }

        // A class that no row to learn from had is not known to the model: its probability is 0.
        var probabilities = new double[test.Rows, classes.Length];
        var truth = new int[test.Rows];
        var places = model.Classes.Select(label => Array.IndexOf(classes, label)).ToArray();
        for (var row = 0; row < test.Rows; row++)
        {
            truth[row] = Array.IndexOf(classes, target.TextAt(row));
            for (var i = 0; i < places.Length; i++)
            {
                probabilities[row, places[i]] = predictions.Probabilities[row, i];
            }
        }

        return OfClasses(probabilities, truth);
    }

    /// <summary>Share of errors, log loss, and for two classes the area under the curve.</summary>
    /// <param name="probabilities">Rows × classes.</param>
    /// <param name="truth">The class of each row.</param>
    public static OrderedDictionary<string, double> OfClasses(double[,] probabilities, ReadOnlySpan<int> truth)
    {
        var (errors, loss) = (0, 0.0);
        for (var row = 0; row < truth.Length; row++)
        {
            var best = 0;
            for (var i = 1; i < probabilities.GetLength(1); i++)
            {
                best = probabilities[row, i] > probabilities[row, best] ? i : best;
            }

            errors += best == truth[row] ? 0 : 1;
            loss -= Math.Log(Math.Clamp(probabilities[row, truth[row]], LeastProbability, 1));
        }

        var figures = new OrderedDictionary<string, double> { { "err", (double)errors / truth.Length }, { "logloss", loss / truth.Length } };
        if (probabilities.GetLength(1) == 2 && truth.Contains(0) && truth.Contains(1))
        {
            figures.Add("auc", AreaUnderCurve(probabilities, truth));
        }

        return figures;
    }

    /// <summary>Root mean squared error, mean absolute error, R², and the first in standard deviations of the truth.</summary>
    public static OrderedDictionary<string, double> OfNumbers(ReadOnlySpan<float> predicted, ReadOnlySpan<float> truth)
    {
        var (mean, squares, distances, spread) = (0.0, 0.0, 0.0, 0.0);
        foreach (var value in truth)
        {
            mean += (double)value / truth.Length;
        }

        for (var row = 0; row < truth.Length; row++)
        {
            var error = (double)predicted[row] - truth[row];
            squares += error * error;
            distances += Math.Abs(error);
            spread += (truth[row] - mean) * (truth[row] - mean);
        }

        return new()
        {
            { "rmse", Math.Sqrt(squares / truth.Length) },
            { "mae", distances / truth.Length },
            { "r2", 1 - (squares / spread) },
            { "nrmse", Math.Sqrt(squares / spread) },
        };
    }

    /// <summary>The share of pairs of a positive and a negative row in which the positive one is more probable; equal ones count half.</summary>
    private static double AreaUnderCurve(double[,] probabilities, ReadOnlySpan<int> truth)
    {
        var labels = truth.ToArray();
        var order = Enumerable.Range(0, labels.Length).OrderBy(row => probabilities[row, 1]).ToArray();
        var (pairs, below) = (0.0, 0);
        for (int first = 0, end; first < order.Length; first = end)
        {
            var (positive, negative) = (0, 0);
            for (end = first; end < order.Length && probabilities[order[end], 1] == probabilities[order[first], 1]; end++)
            {
                positive += labels[order[end]];
                negative += 1 - labels[order[end]];
            }

            pairs += positive * (below + (negative / 2.0));
            below += negative;
        }

        return pairs / below / (labels.Length - below);
    }
}
