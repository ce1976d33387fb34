namespace Feedforward.Tabular;

/// <summary>
/// What the simplest models reach on the rows that judge a training, to put its figures beside: always the same answer, and a
/// linear model. A network that is no better than these has found nothing that they do not have.
/// </summary>
/// <param name="Constant">The class shares of the training part as every row's probabilities (so the most frequent class is predicted), or the mean of its targets.</param>
/// <param name="Linear">Logistic or linear regression; null where its descent left the finite numbers.</param>
public sealed record Baselines(Evaluation Constant, Evaluation? Linear)
{
    /// <summary>
    /// Fits both on the training part. The linear model reads standardised numbers and one-hot categories, whatever the network's
    /// preprocessing is, and takes at most 2,000 steps of Adam on at most 20,000 rows (fewer steps for thousands of inputs and many
    /// classes), about a second's work: enough for a problem with one valley, and nothing depends on a clock.
    /// </summary>
    /// <param name="table">The table of the training.</param>
    /// <param name="options">The choices of the training.</param>
    /// <param name="result">The training. Where its rows were streamed, what it found out itself is returned: <see cref="TabularResult.Baselines"/>.</param>
    /// <param name="cancellationToken">Ends the linear model's descent; the best so far is judged.</param>
    /// <returns>Judged on the test rows or, without any, on the validation rows; null without either.</returns>
    public static Baselines? Of(Table table, TabularOptions options, TabularResult result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(result);
        if (result.ValidationTable is not null)
        {
            return result.Baselines;
        }

        var part = JudgingPart.Of(table, options, result);
        if (part.Rows.Count == 0)
        {
            return null;
        }

        var model = result.Model;
        int[] train = [.. result.Split.Train];
        return new SimplestModels(SimplestModels.FitConstant(table, train, model.Target), SimplestModels.FitLinear(table, train, table, result.Split.Validation, options, model, cancellationToken))
            .Judge(model, part.Table, [.. part.Rows]);
    }

    /// <summary>What the constant says of each judged row.</summary>
    internal Predictions? ConstantPredictions { get; init; }

    /// <summary>What the linear model says of each judged row.</summary>
    internal Predictions? LinearPredictions { get; init; }
}
