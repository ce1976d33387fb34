using System.Text.Json;

namespace Feedforward.Tabular;

/// <summary>Temperature and conformal threshold as JSON; a model without them has no such field.</summary>
internal static class CalibrationJson
{
    private const string Calibration = "calibration";
    private const string Conformal = "conformal";

    public static void Write(Utf8JsonWriter json, TabularModel model)
    {
        if (model.Calibration is { } calibration)
        {
            json.WriteStartObject(Calibration);
            json.WriteNumber("temperature", calibration.Temperature);
            json.WriteNumber("rows", calibration.Rows);
            json.WriteNumber("logLossBefore", calibration.LogLossBefore);
            json.WriteNumber("logLossAfter", calibration.LogLossAfter);
            json.WriteNumber("errorBefore", calibration.ErrorBefore);
            json.WriteNumber("errorAfter", calibration.ErrorAfter);
            json.WriteEndObject();
        }

        if (model.Conformal is { } conformal)
        {
            json.WriteStartObject(Conformal);
            json.WriteNumber("level", conformal.Level);
            json.WriteNumber("threshold", conformal.Threshold);
            json.WriteNumber("rows", conformal.Rows);
            json.WriteEndObject();
        }
    }

    public static TabularModel Read(JsonFields fields, TabularModel model)
    {
        if (fields.Has(Calibration))
        {
            var calibration = fields.Object(Calibration);
            var temperature = calibration.Positive("temperature");
            if (model.Task == LearningTask.Regression || temperature is < ProbabilityCalibration.Least / 2 or > ProbabilityCalibration.Most * 2)
            {
                throw calibration.Bad("temperature", $"is {temperature}, which does not fit the task {model.Task} or is out of range");
            }

            model = model.With(new ProbabilityCalibration(
                temperature,
                calibration.Count("rows", 1, int.MaxValue),
                calibration.Double("logLossBefore"),
                calibration.Double("logLossAfter"),
                calibration.Double("errorBefore"),
                calibration.Double("errorAfter")));
        }

        if (fields.Has(Conformal))
        {
            var conformal = fields.Object(Conformal);
            var (level, threshold) = (conformal.Double("level"), conformal.Number("threshold"));
            model = level is > 0 and < 1 && threshold >= 0
                ? model.With(new ConformalPrediction(level, threshold, conformal.Count("rows", 1, int.MaxValue)))
                : throw conformal.Bad("level", $"is {level} with the threshold {threshold}; a level is between 0 and 1, a threshold not negative");
        }

        return model;
    }
}
