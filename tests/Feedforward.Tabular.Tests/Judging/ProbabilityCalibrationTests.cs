using System.Text.Json.Nodes;

namespace Feedforward.Tabular.Tests.Judging;

public class ProbabilityCalibrationTests
{
    /// <summary>
    /// Where every row has the same p and the share s is of class 1, the log loss is least at σ(logit p / T) = s. As
    /// logit .9 = ln 9 and logit .75 = ln 3, the temperature is 2 from .9 to .75 and ½ back.
    /// </summary>
    [Theory]
    [InlineData(.9f, 7500, 2)]
    [InlineData(.75f, 9000, .5)]
    [InlineData(.75f, 7500, 1)]
    public void TwoClassesHaveTheTemperatureWorkedOutByHand(float p, int positives, double expected)
    {
        var (probabilities, labels) = Rows([1 - p, p], 10_000 - positives, positives);
        var calibration = ProbabilityCalibration.Fit(probabilities, labels);
        Assert.Equal(expected, calibration.Temperature, 2e-3);
        Assert.Equal(10_000, calibration.Rows);
        Assert.Equal(Math.Abs(p - (positives / 10_000.0)), calibration.ErrorBefore, 1e-5);
        Assert.Equal(0, calibration.ErrorAfter, 5e-4);
        Assert.True(expected == 1 || calibration.LogLossAfter < calibration.LogLossBefore);
    }

    /// <summary>√.8 : √.1 : √.1 are the shares .5858, .2071, .2071.</summary>
    [Fact]
    public void SeveralClassesHaveTheTemperatureWorkedOutByHand()
    {
        var (probabilities, labels) = Rows([.8f, .1f, .1f], 5858, 2071, 2071);
        Assert.Equal(2, ProbabilityCalibration.Fit(probabilities, labels).Temperature, 5e-3);
        ProbabilityCalibration.Apply(probabilities, 2);
        Assert.Equal([.5858f, .2071f, .2071f], probabilities.Row(0).ToArray().Select(p => MathF.Round(p, 4)));
    }

    [Fact]
    public void AFewRowsThatAreAllRightDoNotMakeTheModelCertain()
    {
        var (probabilities, labels) = Rows([.05f, .95f], 0, 50);
        var calibration = ProbabilityCalibration.Fit(probabilities, labels);
        Assert.InRange(calibration.Temperature, .3f, .99f);
        Assert.Throws<ArgumentException>(() => ProbabilityCalibration.Fit(probabilities.Slice(0, 49), labels.AsSpan(0, 49)));
    }

    [Fact]
    public void CertainAndImpossibleClassesStayNumbers()
    {
        var probabilities = Matrix.FromRows<float>([[0, 1], [1, 0], [.5f, .5f]]);
        ProbabilityCalibration.Apply(probabilities, 20);
        Assert.All(probabilities.Span.ToArray(), p => Assert.InRange(p, .2f, .8f));
        var several = Matrix.FromRows<float>([[0, 1, 0], [1e-40f, 0, 1]]);
        ProbabilityCalibration.Apply(several, .05f);
        Assert.Equal([0, 1, 0, 0, 0, 1], several.Span.ToArray());
    }

    [Fact]
    public void AModelKeepsItsTemperatureAndItsLabels()
    {
        var (table, options) = Noisy();
        var plain = TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken);
        var result = TabularTrainer.Fit(table, options with { Calibrate = true }, cancellationToken: TestContext.Current.CancellationToken);
        var calibration = result.Model.Calibration!;

        // 250 parameters learn the noise of 384 rows by heart: the network is too certain.
        Assert.True(calibration.Temperature > 1.2f, $"{calibration}");
        Assert.Equal(plain.Validation!.Metrics["logLoss"], calibration.LogLossBefore, 1e-9);
        Assert.Equal(result.Validation!.Metrics["logLoss"], calibration.LogLossAfter, 1e-9);
        Assert.Equal(result.Validation.Metrics["ece"], calibration.ErrorAfter, 1e-9);
        Assert.True(result.Test!.Metrics["logLoss"] < plain.Test!.Metrics["logLoss"]);
        Assert.Equal(plain.Test.Metrics["accuracy"], result.Test.Metrics["accuracy"]);
        Assert.Null(plain.Model.Calibration);
        Assert.Equal(plain.Model.Network.Parameters.ToArray(), result.Model.Network.Parameters.ToArray());

        var json = result.Model.ToJson();
        var copy = TabularModel.FromJson(json).WithParameters(result.Model.Network.Parameters, result.Model.Network.State);
        Assert.Equal(json, copy.ToJson());
        Assert.Equal(calibration, copy.Calibration);
        Assert.Equal(result.Model.Conformal, copy.Conformal);
        Assert.Equal(result.Model.Predict(table).Probabilities.Span.ToArray(), copy.Predict(table).Probabilities.Span.ToArray());
        Assert.Equal(2, (int)JsonNode.Parse(json)!["version"]!);
        Assert.Equal(1, (int)JsonNode.Parse(plain.Model.ToJson())!["version"]!);
    }

    [Fact]
    public void AFileFromBeforeCalibrationIsRead()
    {
        var model = Trained.Classifier().Model;
        var json = JsonNode.Parse(model.ToJson())!;
        json.AsObject().Remove("conformal");
        Assert.DoesNotContain("calibration", json.AsObject().Select(field => field.Key));
        var old = TabularModel.FromJson(json.ToJsonString()).WithParameters(model.Network.Parameters, model.Network.State);
        Assert.Null(old.Calibration);
        Assert.Null(old.Conformal);
        Assert.Equal(model.Predict(Trained.Table()).Probabilities.Span.ToArray(), old.Predict(Trained.Table()).Probabilities.Span.ToArray());
    }

    [Theory]
    [InlineData("temperature", "0")]
    [InlineData("temperature", "1e9")]
    [InlineData("rows", "-1")]
    [InlineData("logLossAfter", "\"low\"")]
    public void DamagedNumbersAreRefused(string field, string value)
    {
        var (table, options) = Noisy();
        var json = JsonNode.Parse(TabularTrainer.Fit(table, options with { Calibrate = true, Epochs = 2 }, cancellationToken: TestContext.Current.CancellationToken).Model.ToJson())!;
        json["calibration"]![field] = JsonNode.Parse(value);
        Assert.Throws<ModelFileException>(() => TabularModel.FromJson(json.ToJsonString()));
    }

    [Fact]
    public void TooFewRowsAreSaid()
    {
        var result = TabularTrainer.Fit(
            Trained.Table(), Trained.Options("class", "amount") with { Calibrate = true, Epochs = 2 }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Null(result.Model.Calibration);
        Assert.Contains(result.Notices, notice => notice.Message.Contains("19 validation rows are too few to calibrate", StringComparison.Ordinal));
    }

    /// <summary>600 rows of which a quarter have the other class than their x says.</summary>
    private static (Table Table, TabularOptions Options) Noisy()
    {
        var rows = Enumerable.Range(0, 600).Select(i => (X: i * 37 % 600 / 100f, Z: i * 71 % 600 / 100f, Flip: i * 7919 % 4 == i % 4 && i % 3 != 0)).ToList();
        var table = new TableRows<(float X, float Z, bool Flip)>(rows)
            .Number("x", row => row.X)
            .Number("z", row => row.Z)
            .Text("t", row => row.X > 3 != (MathF.Floor(row.Z * 50) % 4 == 0) ? "yes" : "no")
            .ToTable();
        return (table, Trained.Options("t") with { Hidden = [60], Epochs = 300, Patience = int.MaxValue, Metric = "accuracy", LearningRate = 0.02 });
    }

    private static (Matrix<float> Probabilities, int[] Labels) Rows(float[] p, params int[] counts)
    {
        var labels = counts.SelectMany((count, label) => Enumerable.Repeat(label, count)).ToArray();
        return (Matrix.FromRows<float>([.. labels.Select(_ => p)]), labels);
    }
}
