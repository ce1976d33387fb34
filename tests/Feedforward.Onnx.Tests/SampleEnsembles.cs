using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests;

/// <summary>Models of <see cref="SampleTable"/> with an embedding for each column and networks side by side.</summary>
internal static class SampleEnsembles
{
    /// <summary>A model with weights that are all different; only its encoders and its target's scale have seen the table.</summary>
    public static TabularModel Of(string target, int members, NumberScaling numbers = NumberScaling.Robust, string? loss = null)
    {
        var options = SampleModels.Options(target);
        var plain = SampleModels.Trained(options with { Epochs = 1, Loss = loss ?? options.Loss });
        var table = SampleModels.TrainingPart;
        var preprocessing = TablePreprocessing.Fit(
            table, plain.Schema.Features, table.AllRows(), new PreprocessingOptions { Numbers = numbers, CodesFrom = 1 });
        var network = Network.Create(
            preprocessing.Width,
            2,
            Front(preprocessing, members),
            new Scale(),
            new EnsembleDense(members, 8, Parametrization.NeuralTangent),
            new ParametricActivation(Activation.Mish),
            new Dropout(0.1f),
            new EnsembleDense(members, plain.Network.Outputs));
        return With(plain, preprocessing, plain.TargetScale, SampleLayers.Scrambled(network), members);
    }

    /// <summary>The model with predictions kept between the quartiles of what it predicts of a table.</summary>
    public static TabularModel Clamped(TabularModel model, Table table, bool below = true, bool above = true)
    {
        float[] values = [.. model.Predict(table).Values.ToArray().Order()];
        var scale = model.TargetScale;
        return With(
            model,
            model.Preprocessing,
            scale with
            {
                Minimum = below ? values[values.Length / 4] : scale.Minimum,
                Maximum = above ? values[values.Length * 3 / 4] : scale.Maximum,
            },
            model.Network,
            model.Members);
    }

    private static TabularModel With(
        TabularModel model, TablePreprocessing preprocessing, TargetScale scale, Network network, int members) =>
        new(model.Schema, preprocessing, scale, network, model.Loss, model.Training) { Members = members };

    /// <summary>Waves for a number, a vector for a category, the last branch first; all else as it is.</summary>
    private static Concatenation Front(TablePreprocessing preprocessing, int members)
    {
        var (branches, first) = (new List<Branch>(), 0);
        foreach (var encoder in preprocessing.Encoders.Where(encoder => encoder.Width > 0))
        {
            branches.Add(new Branch(first, encoder.Width, encoder switch
            {
                CategoryCodeEncoder code => new CategoryEmbedding(code.Categories.Count + 1, 3, members),
                NumberEncoder or RobustNumberEncoder or QuantileEncoder => new PeriodicEmbedding(members, 5, 3),
                _ => null,
            }));
            first += encoder.Width;
        }

        return new Concatenation(members, [.. Enumerable.Reverse(branches)]);
    }
}
