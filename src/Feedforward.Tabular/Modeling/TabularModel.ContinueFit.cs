namespace Feedforward.Tabular;

/// <content>Going on with new rows.</content>
public sealed partial class TabularModel
{
    /// <summary>
    /// Goes on training with new rows. Columns, preprocessing, classes and layers stay what they are; the rows are split as in
    /// <see cref="TabularTrainer.Fit(Table, TabularOptions, IProgress{TabularEpoch}?, CancellationToken)"/>. A category that the model does not know counts as none of
    /// those it knows, with a notice; a class that it does not know is an error. The notices also say what the validation rows thought of this model.
    /// </summary>
    /// <param name="newData">The rows to learn from, with the columns of <see cref="Schema"/>; others are ignored with a notice.</param>
    /// <param name="choose">What is to be different, for example <c>options => options with { Epochs = 5, LearningRate = 1e-4 }</c>; or null.</param>
    /// <param name="progress">Told of each finished epoch; or null.</param>
    /// <param name="cancellationToken">Ends the training; the best model so far is returned.</param>
    /// <returns>The new model and how it came about; this one stays as it is.</returns>
    /// <exception cref="DataException">A column is missing or holds something else, or the target has a class that the model does not know; the message names it.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or contradicts the model.</exception>
    public TabularResult ContinueFit(
        Table newData, Func<TabularOptions, TabularOptions>? choose = null, IProgress<TabularEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(newData);
        var options = new TabularOptions { Target = Target.Name, From = this, Seed = Training.Seed };
        return TabularTrainer.Fit(newData, (choose?.Invoke(options) ?? options) with { From = this }, progress, cancellationToken);
    }
}
