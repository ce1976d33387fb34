namespace Feedforward.Tabular;

public sealed partial class TabularModel
{
    /// <summary>The temperature of the probabilities and what it was fitted on; null where they are the network's own.</summary>
    public ProbabilityCalibration? Calibration { get; private init; }

    /// <summary>The width of intervals or the threshold of prediction sets; null where too few validation rows were there to fit it, or it was not wanted.</summary>
    public ConformalPrediction? Conformal { get; private init; }

    /// <summary>A sentence for a person about why there is no <see cref="Conformal"/> and what to do; null where there is.</summary>
    public string? WhyNoIntervals => Conformal is not null ? null
        : $"the model has no intervals. They come from the validation rows of the training, of which it had {Training.ValidationRows}; a level of 0.9 needs {ConformalPrediction.RowsFor(0.9)}, 0.95 needs {ConformalPrediction.RowsFor(0.95)}. Train it anew with more validation rows, and with a level.";

    /// <summary>The same model with calibrated probabilities. Intervals were fitted to the old ones and are gone.</summary>
    internal TabularModel With(ProbabilityCalibration? calibration) => Copy(Network, Training, calibration, null);

    /// <summary>The same model with intervals or prediction sets.</summary>
    internal TabularModel With(ConformalPrediction? conformal) => Copy(Network, Training, Calibration, conformal);

    /// <summary>The same model with another account of its training.</summary>
    internal TabularModel With(TrainingSummary training) => Copy(Network, training, Calibration, Conformal);

    /// <summary>The same model with what was trained on more rows; temperature and intervals stay.</summary>
    internal TabularModel With(TrainingPlan plan, Network network) =>
        new(Schema, plan.Preprocessing, plan.Scale, network, Loss, Training) { Members = Members, Calibration = Calibration, Conformal = Conformal };

    private TabularModel Copy(Network network, TrainingSummary training, ProbabilityCalibration? calibration, ConformalPrediction? conformal) =>
        new(Schema, Preprocessing, TargetScale, network, Loss, training) { Members = Members, Calibration = calibration, Conformal = conformal };
}
