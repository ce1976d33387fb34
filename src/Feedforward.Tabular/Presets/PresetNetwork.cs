using Feedforward.Activations;
using Feedforward.Layers;

namespace Feedforward.Tabular;

/// <summary>From a preset to the layers of its network: embeddings by kind of feature, then the members side by side.</summary>
internal static class PresetNetwork
{
    private const int CategoryDimension = 8;

    /// <summary>Front → scale → (dense → activation → dropout) for each width → dense, each for all members.</summary>
    /// <param name="preset">The choices.</param>
    /// <param name="preprocessing">What the features are.</param>
    /// <param name="outputs">The outputs of a member.</param>
    public static IReadOnlyList<Layer> Layers(Preset preset, TablePreprocessing preprocessing, int outputs)
    {
        var activation = Activation.Named(preset.Activation);
        List<Layer> layers = [new Concatenation(preset.Members, Branches(preset, preprocessing))];
        if (preset.ScaleFeatures)
        {
            layers.Add(new Scale());
        }

        foreach (var width in preset.Hidden)
        {
            layers.Add(new EnsembleDense(preset.Members, width, preset.Parametrization));
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
    private static List<Branch> Branches(Preset preset, TablePreprocessing preprocessing)
    {
        var branches = new List<Branch>();
        var last = FeatureKind.Code;
        foreach (var (encoder, first, count) in preprocessing.Places)
        {
            for (var i = 0; i < count; i++)
            {
                var kind = encoder.FeatureKinds[i];
                if (kind == FeatureKind.Score || (kind == FeatureKind.Number && (encoder is VectorEncoder || !preset.EmbedNumbers)))
                {
                    // Handed on as it is, like an indicator.
                    kind = FeatureKind.Indicator;
                }

                if (kind == last && kind != FeatureKind.Code)
                {
                    branches[^1] = branches[^1] with { Count = branches[^1].Count + 1 };
                }
                else
                {
                    branches.Add(new Branch(first + i, 1, kind switch
                    {
                        FeatureKind.Number => new PeriodicEmbedding(preset.Members),
                        FeatureKind.Code => new CategoryEmbedding(encoder.CodeCount, CategoryDimension, preset.Members),
                        _ => null,
                    }));
                }

                last = kind;
            }
        }

        return branches;
    }
}
