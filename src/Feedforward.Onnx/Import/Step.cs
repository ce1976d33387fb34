using Feedforward.Activations;
using Feedforward.Layers;

namespace Feedforward.Onnx.Import;

/// <summary>A layer that has been recognised, before its neighbours are joined with it: numbers still in double precision.</summary>
internal abstract record Step
{
    /// <summary>Numbers for each example that go out.</summary>
    public virtual int Outputs(int inputs) => inputs;

    /// <summary>How many parameters and numbers of state the layer has.</summary>
    public virtual long Numbers(int inputs) => 0;

    /// <summary>The layer.</summary>
    public abstract Piece Build(int inputs);

    /// <summary>A list of numbers for each of some features: as it is, or one number for all of them.</summary>
    protected static IReadOnlyList<double> ForEach(double[] numbers, int inputs) =>
        numbers.Length == inputs ? numbers : [.. Enumerable.Repeat(numbers[0], inputs)];
}

/// <summary>σ(xW + b)</summary>
/// <param name="Units">Columns of W.</param>
/// <param name="Weights">W, row by row.</param>
/// <param name="Bias">b, or null.</param>
/// <param name="Activation">σ.</param>
internal sealed record DenseStep(int Units, double[] Weights, double[]? Bias, Activation Activation) : Step
{
    /// <summary>Whether σ is the identity.</summary>
    public bool IsLinear => Activation == Activation.Identity;

    public override int Outputs(int inputs) => Units;

    public override long Numbers(int inputs) => Weights.Length + (Bias?.Length ?? 0);

    public override Piece Build(int inputs) =>
        Piece.Of(new Dense(Units, Activation, bias: Bias is not null), Weights, Bias ?? []);
}

/// <summary>s∘x</summary>
/// <param name="Factors">s: a number for each feature, or one for all.</param>
internal sealed record ScaleStep(params double[] Factors) : Step
{
    public override long Numbers(int inputs) => inputs;

    public override Piece Build(int inputs) => Piece.Of(new Scale(rateFactor: 1), ForEach(Factors, inputs));
}

/// <summary>x + t</summary>
/// <param name="Terms">t: a number for each feature, or one for all.</param>
internal sealed record ShiftStep(params double[] Terms) : Step
{
    public override long Numbers(int inputs) => inputs;

    public override Piece Build(int inputs) => Piece.Of(new Shift(), ForEach(Terms, inputs));
}

/// <summary>σ(x)</summary>
internal sealed record ActivateStep(Activation Activation) : Step
{
    public override Piece Build(int inputs) => Piece.Of(new Activate(Activation));
}

/// <summary>x + α(relu(x) − x): x above 0, (1 − α)x below.</summary>
/// <param name="Slopes">α: a number for each feature, or one for all.</param>
internal sealed record ParametricStep(params double[] Slopes) : Step
{
    public override long Numbers(int inputs) => inputs;

    public override Piece Build(int inputs) => Piece.Of(new ParametricActivation(Activation.Relu), ForEach(Slopes, inputs));
}

/// <summary>γ(x − μ)/√(v + ε) + β with the running statistics.</summary>
internal sealed record BatchNormalizationStep(
    float Epsilon, float Momentum, double[] Scale, double[] Bias, double[] Mean, double[] Variance) : Step
{
    public override long Numbers(int inputs) => 4L * inputs;

    public override Piece Build(int inputs) => new(
        new BatchNormalization(Epsilon, Momentum),
        Piece.Rounded(ForEach(Scale, inputs), ForEach(Bias, inputs)),
        Piece.Rounded(Mean, Variance));
}

/// <summary>γ(x − μ)/√(v + ε) + β with the moments of each example.</summary>
internal sealed record LayerNormalizationStep(float Epsilon, double[] Scale, double[] Bias) : Step
{
    public override long Numbers(int inputs) => 2L * inputs;

    public override Piece Build(int inputs) =>
        Piece.Of(new LayerNormalization(Epsilon), ForEach(Scale, inputs), ForEach(Bias, inputs));
}

/// <summary>A row of a table for each category.</summary>
internal sealed record EmbeddingStep(int Categories, int Dimension, double[] Table) : Step
{
    public override int Outputs(int inputs) => Dimension;

    public override long Numbers(int inputs) => Table.Length;

    public override Piece Build(int inputs) => Piece.Of(new CategoryEmbedding(Categories, Dimension), Table);
}

/// <summary>Some of the features, in an order of their own. No layer does that: it is joined with a dense layer behind it, or becomes one.</summary>
internal sealed record SelectionStep(params int[] Columns) : Step
{
    public override int Outputs(int inputs) => Columns.Length;

    public override long Numbers(int inputs) => (long)inputs * Columns.Length;

    public override Piece Build(int inputs)
    {
        var weights = new double[inputs * Columns.Length];
        for (var j = 0; j < Columns.Length; j++)
        {
            weights[(Columns[j] * Columns.Length) + j] = 1;
        }

        return Piece.Of(new Dense(Columns.Length, bias: false), weights);
    }
}
