using System.Globalization;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <content>Where one training stands: the large arrays and the epochs as tensors, single numbers as texts.</content>
public sealed partial record CheckpointFile
{
    private static void Add(List<CheckpointTensor> tensors, OrderedDictionary<string, string> metadata, string prefix, TrainingCheckpoint training)
    {
        void Text(string name, IFormattable value) => metadata.Add(OwnNames + prefix + name, value.ToString(null, CultureInfo.InvariantCulture));
        Text("steps", training.Steps);
        Text("stepsOfEpoch", training.StepsOfEpoch);
        Text("riskSum", training.RiskSum);
        Text("learningRate", training.LearningRate);
        Text("bestEpoch", training.BestEpoch);
        Text("bestValue", training.BestValue);
        Text("lastImprovement", training.LastImprovement);
        Text("elapsedTicks", training.Elapsed.Ticks);
        Text("stepTimeTicks", training.StepTime.Ticks);
        Text("validationTimeTicks", training.ValidationTime.Ticks);
        tensors.Add(new CheckpointTensor(prefix + "epochs", [.. training.Epochs.SelectMany(Numbers)], EpochNumbers));
        tensors.Add(new CheckpointTensor(prefix + "parameters", training.Parameters));
        tensors.Add(new CheckpointTensor(prefix + "state", training.State));
        tensors.Add(new CheckpointTensor(prefix + "best_parameters", training.BestParameters));
        tensors.Add(new CheckpointTensor(prefix + "best_state", training.BestState));
        tensors.Add(new CheckpointTensor(prefix + "optimizer_first", training.First));
        tensors.Add(new CheckpointTensor(prefix + "optimizer_second", training.Second));
    }

    private static TrainingCheckpoint Read(CheckpointReading reading, string prefix)
    {
        var (parameters, state) = (reading.Count(prefix + "parameters"), reading.Count(prefix + "state"));
        var (first, second) = (reading.Count(prefix + "optimizer_first"), reading.Count(prefix + "optimizer_second"));
        if (reading.Count(prefix + "best_parameters") != parameters || reading.Count(prefix + "best_state") != state
            || (first != 0 && first != parameters) || (second != 0 && (second != parameters || first == 0)))
        {
            throw new ModelFileException("The checkpoint does not fit together: the lengths of its tensors differ.");
        }

        var own = OwnNames + prefix;
        var training = new TrainingCheckpoint(parameters, state, parameters == 0 ? 0 : (first + second) / parameters)
        {
            Steps = reading.Whole(own + "steps"),
            StepsOfEpoch = checked((int)reading.Whole(own + "stepsOfEpoch")),
            RiskSum = reading.Number(own + "riskSum"),
            LearningRate = reading.Number(own + "learningRate"),
            BestEpoch = checked((int)reading.Whole(own + "bestEpoch")),
            BestValue = reading.Number(own + "bestValue"),
            LastImprovement = checked((int)reading.Whole(own + "lastImprovement")),
            Elapsed = new TimeSpan(reading.Whole(own + "elapsedTicks")),
            StepTime = new TimeSpan(reading.Whole(own + "stepTimeTicks")),
            ValidationTime = new TimeSpan(reading.Whole(own + "validationTimeTicks")),
            Epochs = Epochs(reading.Doubles(prefix + "epochs", EpochNumbers)),
        };
        reading.Fill(prefix + "parameters", training.Parameters);
        reading.Fill(prefix + "state", training.State);
        reading.Fill(prefix + "best_parameters", training.BestParameters);
        reading.Fill(prefix + "best_state", training.BestState);
        reading.Fill(prefix + "optimizer_first", training.First);
        reading.Fill(prefix + "optimizer_second", training.Second);
        return training;
    }

    /// <summary>An epoch's numbers; whole ones below 2⁵³ are exact in double precision.</summary>
    private static double[] Numbers(Epoch epoch) =>
    [
        epoch.Number, epoch.Step, epoch.TrainingRisk, epoch.ValidationRisk is null ? 0 : 1, epoch.ValidationRisk ?? 0, epoch.Criterion, epoch.LearningRate,
        epoch.BestEpoch, epoch.Elapsed.Ticks,
    ];

    private static Epoch[] Epochs(double[] numbers)
    {
        var epochs = new Epoch[numbers.Length / EpochNumbers];
        for (var i = 0; i < epochs.Length; i++)
        {
            var of = numbers.AsSpan(i * EpochNumbers, EpochNumbers);
            epochs[i] = new Epoch((int)of[0], (long)of[1], of[2], of[3] == 0 ? null : of[4], of[5], of[6], (int)of[7], new TimeSpan((long)of[8]));
        }

        return epochs;
    }
}
