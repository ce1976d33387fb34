using System.Globalization;
using System.Numerics;
using Feedforward.Kernels;

namespace Feedforward.Losses;

/// <summary>
/// A loss ℓ(f(x; θ), y): the negative logarithm of a likelihood together with its link, so the last layer stays linear.
/// One pass gives the empirical risk R_n = (1/n) Σ ℓ(f(xᵢ), yᵢ) and δ⁽ᴸ⁾ = ∂R_n/∂f.
/// </summary>
public abstract class Loss
{
    private protected Loss()
    {
    }

    /// <summary>ℓ = ‖f − y‖²: Gaussian of constant variance. See <see cref="Losses.SquaredError"/>.</summary>
    public static Loss SquaredError { get; } = Of(default(SquaredError));

    /// <summary>ℓ = Σ|f − y|: Laplace. See <see cref="Losses.AbsoluteError"/>.</summary>
    public static Loss AbsoluteError { get; } = Of(default(AbsoluteError));

    /// <summary>ℓ = −y log p − (1 − y) log(1 − p) with p = sigmoid(f): Bernoulli. See <see cref="Losses.BinaryCrossEntropy"/>.</summary>
    public static Loss BinaryCrossEntropy { get; } = Of(default(BinaryCrossEntropy));

    /// <summary>
    /// ℓ = −log softmax(f)_y = log Σ e^(f_j) − f_y for the class y, one column of class numbers from 0; ∂ℓ/∂f = softmax(f) − onehot(y):
    /// categorical. It is computed from logits without overflow. Bridle, NIPS 1989.
    /// </summary>
    public static Loss SoftmaxCrossEntropy { get; } = new SoftmaxCrossEntropy();

    /// <summary>
    /// ℓ = ½(s + (y − μ)²e^(−s) + log 2π): Gaussian with mean μ and log-variance s both learned. For k targets the outputs are k
    /// means, then k log-variances; predictions are means and variances. Nix and Weigend, ICNN 1994.
    /// </summary>
    public static Loss GaussianLikelihood { get; } = new GaussianLikelihood();

    /// <summary>ℓ = eᶠ − yf: Poisson of rate eᶠ, for counts. See <see cref="Losses.PoissonLikelihood"/>.</summary>
    public static Loss PoissonLikelihood { get; } = Of(default(PoissonLikelihood));

    /// <summary>Every built-in loss, with the usual values of its options.</summary>
    public static IReadOnlyList<Loss> All { get; } =
        [SquaredError, AbsoluteError, Huber(), BinaryCrossEntropy, SoftmaxCrossEntropy, GaussianLikelihood, PoissonLikelihood];

    /// <summary>The name by which it is chosen, in lower case.</summary>
    public abstract string Name { get; }

    /// <summary>Which likelihood it is the negative logarithm of.</summary>
    public abstract string Likelihood { get; }

    /// <summary>ℓ = ½e² for |e| = |f − y| ≤ δ, else δ(|e| − ½δ). See <see cref="Losses.Huber"/>.</summary>
    /// <param name="delta">δ: where it turns from a parabola to a line, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not positive.</exception>
    public static Loss Huber(float delta = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(delta);
        return Of(new Huber(delta));
    }

    /// <summary>Softmax cross entropy with the target (1 − ε)·onehot(y) + ε/C over C classes. Szegedy et al., CVPR 2016.</summary>
    /// <param name="labelSmoothing">ε in [0, 1): the share of each target that is spread evenly over the classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">ε is outside [0, 1).</exception>
    public static Loss SmoothedCrossEntropy(float labelSmoothing) => new SoftmaxCrossEntropy(labelSmoothing);

    /// <summary>The object for a loss that is a sum over outputs, built-in or your own.</summary>
    /// <param name="function">The loss of one output.</param>
    public static Loss Of<TLoss>(TLoss function)
        where TLoss : unmanaged, IElementLoss => new ElementLoss<TLoss>(function);

    /// <summary>The built-in loss with a name (case does not matter), with the usual values of its options.</summary>
    /// <param name="name">For example "squared-error".</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists the names.</exception>
    public static Loss Named(string name)
    {
        foreach (var loss in All)
        {
            if (string.Equals(loss.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return loss;
            }
        }

        throw new ArgumentException($"There is no loss '{name}'. The losses are: {string.Join(", ", All.Select(l => l.Name))}.", nameof(name));
    }

    /// <summary>How many outputs the network needs for a number of target columns.</summary>
    /// <param name="targetColumns">Columns of the target matrix.</param>
    public virtual int OutputsFor(int targetColumns) => targetColumns;

    /// <summary>The empirical risk (1/n) Σ wᵢ ℓ(fᵢ, yᵢ) and, where wanted, its derivative.</summary>
    /// <param name="outputs">f: n×outputs, as the last layer gives them.</param>
    /// <param name="targets">y: n×targets.</param>
    /// <param name="weights">One weight per example (of mean 1, for the risk to be a weighted mean), or none.</param>
    /// <param name="delta">Where to write ∂R/∂f (n×outputs), or an empty matrix.</param>
    /// <returns>The risk; not finite where an output is not.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public abstract double Risk<T>(Matrix<T> outputs, Matrix<T> targets, ReadOnlySpan<T> weights, Matrix<T> delta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Replaces outputs by what they predict: probabilities, means, rates.</summary>
    /// <param name="outputs">f: n×outputs, overwritten.</param>
    public abstract void Predict<T>(Matrix<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>
    /// The mean of what the members of an ensemble predict, whose outputs are equal parts of each row: the mean of
    /// probabilities or values, not of logits.
    /// </summary>
    /// <param name="outputs">n×(members·outputs), overwritten.</param>
    /// <param name="members">How many members, 1 or more.</param>
    /// <param name="folds">Where the members learned from folds (see <see cref="Ensemble"/>): how many there are; else 0.</param>
    /// <param name="foldOf">The fold each example was in: its mean is then of the members that did not learn from it.</param>
    /// <returns>n×outputs, in the memory of <paramref name="outputs"/>.</returns>
    public Matrix<T> PredictMean<T>(Matrix<T> outputs, int members, int folds = 0, ReadOnlySpan<int> foldOf = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        var width = outputs.Columns / members;
        var ofMembers = outputs.View(0, outputs.Rows * members, width);
        Predict(ofMembers);
        var means = outputs.View(0, outputs.Rows, width);
        for (var i = 0; i < outputs.Rows && members > 1; i++)
        {
            var (first, step) = folds > 0 ? (foldOf[i], folds) : (0, 1);
            var count = T.CreateTruncating((members - first + step - 1) / step);
            for (var j = 0; j < width; j++)
            {
                var sum = T.Zero;
                for (var m = first; m < members; m += step)
                {
                    sum += ofMembers[(i * members) + m, j];
                }

                // Row i of the means ends before row i of the members, or is its own beginning, of which column j has been read.
                means[i, j] = sum / count;
            }
        }

        return means;
    }

    /// <summary>
    /// The loss of an ensemble of networks side by side, whose outputs are equal parts of each row: the mean of the members' own
    /// risks, each member's derivative being what it is alone.
    /// </summary>
    /// <param name="member">The loss of each member.</param>
    /// <param name="members">How many members, 1 or more.</param>
    /// <param name="folds">
    /// 0, or a number of folds from 2 to <paramref name="members"/>: the targets then have one column more, the fold of each
    /// example, and member m does not learn from the examples of fold m modulo the number of folds.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static Loss Ensemble(Loss member, int members, int folds = 0)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, members);
        return folds is 0 or > 1
            ? new EnsembleLoss(member, members, folds)
            : throw new ArgumentOutOfRangeException(nameof(folds), folds, "There are no folds, or two or more.");
    }

    /// <summary>Checks that the loss can take these targets.</summary>
    /// <param name="targets">y: n×targets.</param>
    /// <param name="outputs">How many outputs the network has.</param>
    /// <exception cref="DataException">The sizes do not fit, or a target is not one the loss can take; says which row.</exception>
    public void Check(Matrix<float> targets, int outputs)
    {
        CheckSizes(targets.Columns - ExtraTargets, outputs);

        for (var i = 0; i < targets.Rows; i++)
        {
            foreach (var y in targets.Row(i)[..^ExtraTargets])
            {
                var reason = float.IsFinite(y) ? Refuses(y, outputs) : "a target must be a finite number";
                if (reason is not null)
                {
                    throw new DataException(string.Create(CultureInfo.InvariantCulture, $"The target of example {i + 1} is {y}; {reason}."), i + 1);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Columns behind the targets that say something else about an example.</summary>
    internal virtual int ExtraTargets => 0;

    /// <summary>Checks that so many target columns and outputs belong together.</summary>
    internal virtual void CheckSizes(int targetColumns, int outputs)
    {
        if (OutputsFor(targetColumns) is var needed && needed != outputs)
        {
            throw new DataException($"The loss {Name} needs {needed} outputs for {targetColumns} target columns; the network has {outputs}.");
        }
    }

    /// <summary>Why a number cannot be a target, or null where it can.</summary>
    internal abstract string? Refuses(double y, int outputs);

    private sealed class ElementLoss<TLoss>(TLoss function) : Loss
        where TLoss : unmanaged, IElementLoss
    {
        public override string Name => TLoss.Name;

        public override string Likelihood => TLoss.Likelihood;

        public override double Risk<T>(Matrix<T> outputs, Matrix<T> targets, ReadOnlySpan<T> weights, Matrix<T> delta) =>
            LossKernel<TLoss>.Risk(function, outputs, targets, weights, delta);

        public override void Predict<T>(Matrix<T> outputs) => LossKernel<TLoss>.Predict(function, outputs);

        internal override string? Refuses(double y, int outputs) => function.Refuses(y);
    }
}
