using Feedforward.Metrics;

namespace Feedforward.Tabular;

/// <summary>A model beside a simple one, on the same rows.</summary>
/// <param name="Baseline">What it is compared with: <c>constant</c> or <c>linear</c>.</param>
/// <param name="Metric"><c>accuracy</c> or <c>rmse</c>, as in <see cref="Evaluation.Metrics"/>.</param>
/// <param name="Model">The model's metric.</param>
/// <param name="Other">The simple model's metric.</param>
/// <param name="Interval">Model − other, with an interval of 95 %.</param>
public sealed record BaselineComparison(string Baseline, string Metric, double Model, double Other, PairedBootstrap Interval)
{
    /// <summary>1 where the whole interval says that the model is better, −1 where it says that it is worse, 0 where it leaves that open.</summary>
    public int Sign
    {
        get
        {
            var sign = Interval.Lower > 0 ? 1 : Interval.Upper < 0 ? -1 : 0;
            return Metric == "rmse" ? -sign : sign;
        }
    }

    /// <summary>Compares with each of the baselines there are.</summary>
    internal static IReadOnlyList<BaselineComparison> Of(Baselines baselines, Predictions predictions, Table table, int[] rows, ulong seed)
    {
        var target = predictions.Target;
        var isOfNumbers = predictions.Task == LearningTask.Regression;
        var numbers = isOfNumbers ? TargetValues.Numbers(table, target, rows) : [];
        var classes = isOfNumbers ? [] : TargetValues.Classes(table, target, rows);
        var own = Scores(predictions);
        var comparisons = new List<BaselineComparison>();
        Add("constant", baselines.ConstantPredictions, baselines.Constant);
        Add("linear", baselines.LinearPredictions, baselines.Linear);
        return comparisons;

        void Add(string name, Predictions? others, Evaluation? evaluation)
        {
            if (others is null || evaluation is null)
            {
                return;
            }

            var metric = isOfNumbers ? "rmse" : "accuracy";
            var other = evaluation.Metrics[metric];
            var interval = PairedBootstrap.Of(own, Scores(others), isOfNumbers ? Math.Sqrt : null, seed);
            comparisons.Add(new BaselineComparison(name, metric, other + interval.Difference, other, interval));
        }

        double[] Scores(Predictions of)
        {
            var scores = new double[rows.Length];
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = isOfNumbers ? Math.Pow((double)of.Values[i] - numbers[i], 2) : of.ClassAt(i) == classes[i] ? 1 : 0;
            }

            return scores;
        }
    }
}
