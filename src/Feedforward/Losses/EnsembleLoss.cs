namespace Feedforward.Losses;

/// <summary>
/// The losses of k networks side by side, whose outputs are the k equal parts of a row: the risk is the mean of the members' own
/// risks, never that of their mean prediction, and each member's δ is what it would be alone. With folds the targets have one
/// column more, the number of the fold an example is in, and member m does not learn from the examples of fold m modulo the
/// number of folds (bagging by cross-validation: Breiman, "Bagging predictors", Machine Learning 24, 1996; Parmanto, Munro, Doyle,
/// "Improving committee diagnosis with resampling techniques", NIPS 1995).
/// </summary>
/// <param name="member">The loss of each member.</param>
/// <param name="members">k, 1 or more.</param>
/// <param name="folds">How many folds, or 0 for every member to learn from every example.</param>
internal sealed class EnsembleLoss(Loss member, int members, int folds = 0) : Loss
{
    public override string Name => member.Name;

    public override string Likelihood => member.Likelihood;

    /// <summary>How many folds, or 0.</summary>
    public int Folds => folds;

    internal override int ExtraTargets => folds > 0 ? 1 : 0;

    public override int OutputsFor(int targetColumns) => members * member.OutputsFor(targetColumns);

    public override double Risk<T>(Matrix<T> outputs, Matrix<T> targets, ReadOnlySpan<T> weights, Matrix<T> delta)
    {
        var columns = targets.Columns - ExtraTargets;
        var rows = outputs.Rows * members;
        var (y, w) = Scratch<T>.Take(rows * columns, rows);
        var ofFolds = folds > 0 ? T.CreateTruncating(members * (folds / (folds - 1.0))) : T.CreateTruncating(members);
        for (var i = 0; i < outputs.Rows; i++)
        {
            var target = targets.Row(i);
            var fold = folds > 0 ? int.CreateTruncating(target[^1]) : -1;
            var weight = weights.IsEmpty ? ofFolds : ofFolds * weights[i];
            for (var m = 0; m < members; m++)
            {
                target[..columns].CopyTo(y.AsSpan(((i * members) + m) * columns, columns));
                w[(i * members) + m] = fold >= 0 && m % folds == fold ? T.Zero : weight;
            }
        }

        var width = outputs.Columns / members;
        var δ = delta.IsEmpty ? delta : delta.View(0, rows, width);
        return member.Risk(outputs.View(0, rows, width), new Matrix<T>(y, rows, columns), w.AsSpan(0, rows), δ) / members;
    }

    /// <summary>What each member predicts.</summary>
    public override void Predict<T>(Matrix<T> outputs) => member.Predict(outputs.View(0, outputs.Rows * members, outputs.Columns / members));

    internal override void CheckSizes(int targetColumns, int outputs)
    {
        if (outputs % members != 0)
        {
            throw new DataException($"{outputs} outputs are no equal parts for {members} members.");
        }

        member.CheckSizes(targetColumns, outputs / members);
    }

    internal override string? Refuses(double y, int outputs) => member.Refuses(y, outputs / members);

    /// <summary>The targets and weights of every example and member, in memory that each thread takes once.</summary>
    private static class Scratch<T>
        where T : unmanaged
    {
        [ThreadStatic]
        private static T[]? t_targets;

        [ThreadStatic]
        private static T[]? t_weights;

        public static (T[] Targets, T[] Weights) Take(int targets, int weights)
        {
            if (t_targets is null || t_targets.Length < targets)
            {
                t_targets = new T[targets];
            }

            if (t_weights is null || t_weights.Length < weights)
            {
                t_weights = new T[weights];
            }

            return (t_targets, t_weights);
        }
    }
}
