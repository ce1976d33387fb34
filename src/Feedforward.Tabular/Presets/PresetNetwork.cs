using Feedforward.Activations;
using Feedforward.Layers;

namespace Feedforward.Tabular;

/// <summary>From a preset to the layers of its network: embeddings by kind of feature, then the members side by side.</summary>
internal static class PresetNetwork
{
    private const int CategoryDimension = 8;
    private const int MostBins = 48;
    private const int LineDimension = 16;

    // Beside waves fewer numbers do.
    private const int LineDimensionOfRanks = 4;

    /// <summary>Front → scale → (dense → activation → dropout) for each width → dense, each for all members.</summary>
    /// <param name="preset">The choices.</param>
    /// <param name="preprocessing">What the features are.</param>
    /// <param name="outputs">The outputs of a member.</param>
    /// <param name="examples">The rows to learn from, or some of them, from which the bins of numbers are.</param>
    public static IReadOnlyList<Layer> Layers(Preset preset, TablePreprocessing preprocessing, int outputs, Matrix<float> examples)
    {
        var activation = Activation.Named(preset.Activation);
        List<Layer> layers = [new Concatenation(preset.Members, Branches(preset, preprocessing, examples))];
        if (preset.ScaleFeatures)
        {
            layers.Add(new Scale());
        }

        foreach (var width in preset.Hidden)
        {
            layers.Add(preset.SharedWeights
                ? new BatchEnsembleDense(preset.Members, width, randomFactors: layers.Count <= 2, preset.Parametrization)
                : new EnsembleDense(preset.Members, width, preset.Parametrization));
            layers.Add(preset.ParametricActivation ? new ParametricActivation(activation) : new Activate(activation));
            if (preset.Dropout > 0)
            {
                layers.Add(new Dropout(preset.Dropout));
            }
        }

        layers.Add(new EnsembleDense(preset.Members, outputs, preset.Parametrization));
        return layers;
    }

    /// <summary>Neighbouring features of a kind share a branch; each code has one of its own.</summary>
    private static List<Branch> Branches(Preset preset, TablePreprocessing preprocessing, Matrix<float> examples)
    {
        var branches = new List<Branch>();
        foreach (var (encoder, first, count) in preprocessing.Places)
        {
            for (var i = 0; i < count; i++)
            {
                // Indicators and the numbers of images are handed on as they are.
                var embedding = encoder.FeatureKinds[i] switch
                {
                    FeatureKind.Number when encoder is VectorEncoder || preset.NumberEmbedding == NumberEmbedding.None => null,
                    FeatureKind.Number when preset.NumberEmbedding == NumberEmbedding.PiecewiseLinear => PiecewiseLinear(preset.Members, examples, first + i, LineDimension),
                    FeatureKind.Number => new PeriodicEmbedding(preset.Members),
                    FeatureKind.Score when preset.NumberEmbedding == NumberEmbedding.PeriodicAndPiecewiseLinear => PiecewiseLinear(preset.Members, examples, first + i, LineDimensionOfRanks),
                    FeatureKind.Code => new CategoryEmbedding(encoder.CodeCount, CategoryDimension, preset.Members),
                    _ => (Layer?)null,
                };
                if (branches.Count > 0 && branches[^1].Layer?.GetType() == embedding?.GetType() && embedding is null or PeriodicEmbedding)
                {
                    branches[^1] = branches[^1] with { Count = branches[^1].Count + 1 };
                }
                else
                {
                    branches.Add(new Branch(first + i, 1, embedding));
                }
            }
        }

        return branches;
    }

    /// <summary>Bins between quantiles, so that about as many examples lie in each; a feature without two distinct numbers is handed on.</summary>
    private static PiecewiseLinearEmbedding? PiecewiseLinear(int members, Matrix<float> examples, int feature, int dimension)
    {
        var numbers = new float[examples.Rows];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = examples[i, feature];
        }

        var values = new EmpiricalDistribution(numbers);
        var edges = new SortedSet<float>();
        for (var t = 0; t <= MostBins && values.Count > 0; t++)
        {
            edges.Add((float)values.Quantile(t / (double)MostBins));
        }

        return edges.Count < 2 ? null : new PiecewiseLinearEmbedding([[.. edges]], dimension, members);
    }
}
