using Feedforward.Losses;
using Feedforward.Metrics;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>The figure a person watches beside the risk: accuracy, or RMSE in the target's unit.</summary>
internal sealed class ValidationMetric(Loss loss, LearningTask task, TargetScale scale, ReadOnlyMemory<float> weights)
{
    private Matrix<float> _predicted;

    public string Name => task == LearningTask.Regression ? "rmse" : "accuracy";

    /// <summary>The metric after the last epoch, or null before the first.</summary>
    public double? Value { get; private set; }

    /// <summary>Notes the metric and gives the risk, by which the best epoch is chosen; as <see cref="TrainingOptions.Criterion"/> wants it.</summary>
    public double Note(Matrix<float> outputs, Matrix<float> targets)
    {
        if (_predicted.IsEmpty)
        {
            _predicted = new Matrix<float>(outputs.Rows, outputs.Columns);
        }

        outputs.Span.CopyTo(_predicted.Span);
        loss.Predict(_predicted);
        Value = task == LearningTask.Regression ? RootMeanSquare(targets) : Accuracy(targets);
        return loss.Risk(outputs, targets, weights.Span, default);
    }

    private double Accuracy(Matrix<float> targets)
    {
        var right = 0;
        for (var row = 0; row < targets.Rows; row++)
        {
            right += PredictedClass.Of(_predicted.Row(row)) == (int)targets[row, 0] ? 1 : 0;
        }

        return (double)right / targets.Rows;
    }

    private double RootMeanSquare(Matrix<float> targets)
    {
        var sum = 0.0;
        for (var row = 0; row < targets.Rows; row++)
        {
            var error = (double)_predicted[row, 0] - targets[row, 0];
            sum += error * error;
        }

        return Math.Sqrt(sum / targets.Rows) * scale.Deviation;
    }
}
