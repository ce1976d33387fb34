namespace Feedforward.Tabular.Tuning;

/// <summary>A configuration that is trained as a whole model, with all the members and folds of the preset.</summary>
/// <param name="Configuration">The configuration.</param>
/// <param name="Options">
/// The training, for <see cref="TabularTrainer.Fit(Table, TabularOptions, IProgress{TabularEpoch}?, CancellationToken)"/>. The same test rows as in the search
/// are held back from it.
/// </param>
public sealed record Finalist(Configuration Configuration, TabularOptions Options)
{
    /// <summary>The number of the configuration.</summary>
    public int Number => Configuration.Number;
}
