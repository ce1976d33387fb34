using Feedforward.Activations;
using Feedforward.Initializers;
using Feedforward.Layers;
using Feedforward.Losses;

namespace Feedforward.Tabular;

/// <summary>From options to layers and loss.</summary>
internal static class NetworkPlan
{
    /// <summary>
    /// The hidden layers, each dense → normalisation where wanted → activation → dropout where wanted, and a linear last
    /// layer, as the loss owns the link.
    /// </summary>
    public static IReadOnlyList<Layer> Layers(TabularOptions options, int outputs)
    {
        var widths = options.Hidden ?? TabularOptions.DefaultHidden;
        var activations = Activations(options.Activation ?? TabularOptions.DefaultActivation, widths.Count);
        var layers = new List<Layer>();
        foreach (var (width, activation) in widths.Zip(activations))
        {
            if (options.BatchNormalization || options.LayerNormalization)
            {
                // Normalisation has a shift of its own, so the dense layer needs no bias.
                layers.Add(new Dense(width, initializer: Initializer.For(activation), bias: false));
                layers.AddRange(options.BatchNormalization ? [new BatchNormalization()] : Array.Empty<Layer>());
                layers.AddRange(options.LayerNormalization ? [new LayerNormalization()] : Array.Empty<Layer>());
                layers.Add(new Activate(activation));
            }
            else
            {
                layers.Add(new Dense(width, activation));
            }

            if (options.Dropout is > 0 and var dropout)
            {
                layers.Add(new Dropout(dropout));
            }
        }

        layers.Add(new Dense(outputs));
        return layers;
    }

    private static Activation[] Activations(string names, int layers)
    {
        var activations = Array.ConvertAll(names.Split(',', StringSplitOptions.TrimEntries), Activation.Named);
        return activations.Length == 1 ? [.. Enumerable.Repeat(activations[0], layers)]
            : activations.Length == layers ? activations
            : throw new ArgumentException($"There are {layers} hidden layers and {activations.Length} activations ({names}); give one for all layers or one for each.");
    }

    /// <summary>The loss of a training: a model's own where its training goes on and none is named.</summary>
    /// <exception cref="ArgumentException">There is no such loss, or it does not fit the task or the model.</exception>
    public static Loss LossOf(TabularOptions options, TargetColumn target)
    {
        if (options.From is not { } model)
        {
            return Loss(options, target.Task);
        }

        var loss = options.Loss is null && options.LabelSmoothing is null or 0 ? model.Loss : Loss(options, target.Task);
        return Outputs(loss, target) * model.Members == model.Network.Outputs && Standardises(loss, target.Task) == Standardises(model.Loss, target.Task)
            ? loss
            : throw new ArgumentException($"The model was trained with {model.Loss.Name}; its outputs do not fit {loss.Name}.");
    }

    /// <summary>The loss for a task.</summary>
    /// <exception cref="ArgumentException">There is no such loss, or it does not fit the task.</exception>
    public static Loss Loss(TabularOptions options, LearningTask task)
    {
        var usual = task switch
        {
            LearningTask.Binary when options.LabelSmoothing is null or 0 => Losses.Loss.BinaryCrossEntropy,
            LearningTask.Regression => Losses.Loss.SquaredError,
            _ => Losses.Loss.SoftmaxCrossEntropy,
        };
        var loss = options.Loss is null ? usual : Losses.Loss.Named(options.Loss);
        if (!Fits(loss, task))
        {
            throw new ArgumentException(
                $"The loss '{loss.Name}' does not fit the task {task}. Losses that do: {string.Join(", ", Losses.Loss.All.Where(other => Fits(other, task)).Select(other => other.Name))}.");
        }

        if (options.LabelSmoothing is not { } smoothing || smoothing == 0)
        {
            return loss;
        }

        return loss.Name == Losses.Loss.SoftmaxCrossEntropy.Name
            ? Losses.Loss.SmoothedCrossEntropy(smoothing)
            : throw new ArgumentException($"Label smoothing goes with {Losses.Loss.SoftmaxCrossEntropy.Name}, not with {loss.Name}.");
    }

    /// <summary>How many outputs the network needs.</summary>
    public static int Outputs(Loss loss, TargetColumn target) =>
        loss.Name == Losses.Loss.SoftmaxCrossEntropy.Name ? target.Classes.Count : loss.OutputsFor(1);

    /// <summary>Whether the target is standardised: not for counts, whose likelihood needs them as they are.</summary>
    public static bool Standardises(Loss loss, LearningTask task) =>
        task == LearningTask.Regression && loss.Name != Losses.Loss.PoissonLikelihood.Name;

    public static bool Fits(Loss loss, LearningTask task)
    {
        var softmax = loss.Name == Losses.Loss.SoftmaxCrossEntropy.Name;
        var binary = loss.Name == Losses.Loss.BinaryCrossEntropy.Name;
        return task switch
        {
            LearningTask.Binary => softmax || binary,
            LearningTask.Multiclass => softmax,
            _ => !softmax && !binary,
        };
    }
}
