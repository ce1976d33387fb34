using System.Text.Json;
using Feedforward.Onnx;
using Feedforward.Studio.Report;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <content>How good a run is, and what it gives.</content>
internal sealed partial class Run
{
    /// <summary>How well it does on the rows that it does not learn from, as it is now.</summary>
    public void Evaluate(Utf8JsonWriter json) => Ask(() =>
    {
        var isHeld = Training.Split.Validation.Count > 0;
        int[] rows = isHeld ? [.. Training.Split.Validation] : [.. Training.Split.Train];
        var evaluation = Training.ModelSoFar().Evaluate(_table!, rows, _threads);
        json.WriteString("part", isHeld ? "validation" : "training");
        json.WriteNumber("rows", evaluation.Rows);
        json.Metrics("metrics", evaluation.Metrics);
        if (evaluation.Classification is { } classification)
        {
            json.Texts("classes", Training.Schema.Target!.Classes);
            json.Confusion(classification.Confusion);
        }
    });

    /// <summary>What the predictions owe to each column, on the rows held back.</summary>
    public void Importance(Utf8JsonWriter json) => Ask(() =>
    {
        var importance = PermutationImportance.Of(Training.ModelSoFar(), _table!, new ImportanceOptions
        {
            Rows = Training.Split.Validation.Count > 0 ? Training.Split.Validation : Training.Split.Train,
            Repeats = 3,
            MostRows = 500,
            Threads = _threads,
        });
        json.WriteString("metric", importance.Metric.Name);
        json.Number("value", importance.Value);
        json.WriteStartArray("columns");
        foreach (var column in importance.Columns)
        {
            json.WriteStartObject();
            json.WriteString("column", column.Column);
            json.Number("mean", column.Mean);
            json.Number("deviation", column.Deviation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>How the predictions follow one column.</summary>
    public void Dependence(string column, Utf8JsonWriter json) => Ask(() =>
    {
        var dependence = PartialDependence.Of(Training.ModelSoFar(), _table!, column);
        json.Texts("classes", Training.Schema.Target!.Classes);
        if (dependence.Values is NumberColumn numbers)
        {
            json.Write("values", numbers.Values);
        }
        else
        {
            json.Texts("labels", Enumerable.Range(0, dependence.Values.Count).Select(i => dependence.Values.TextAt(i) ?? ""));
        }

        json.WriteStartArray("means");
        foreach (var means in dependence.Means)
        {
            json.WriteStartArray();
            foreach (var mean in means)
            {
                json.WriteNumberValue(mean);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    });

    /// <summary>The model as it is now, or the one it ended with.</summary>
    public OpenedModel Open() => _thread.Value.Ask(() =>
    {
        if (State == RunState.Done)
        {
            _model ??= ModelFile.Load(ModelPath);
        }

        _table ??= _tables.Find(_configuration.Data).Table;
        return new OpenedModel(Name, State == RunState.Done ? _model! : Training.ModelSoFar(), _table) { File = ModelPath };
    });

    /// <summary>All about the training it ended with, as one page; written when it is first asked for.</summary>
    /// <exception cref="NotThereException">It has not ended, or ended in an earlier studio without a report.</exception>
    public ReadOnlyMemory<byte> ReportBytes() => _thread.Value.Ask<ReadOnlyMemory<byte>>(() =>
    {
        if (!File.Exists(ReportPath))
        {
            if (State != RunState.Done || _result is null)
            {
                throw new NotThereException($"{Name} has no report: one can be written when a run has ended, as long as the studio is the one that ended it. Rewind and train it again.");
            }

            var table = _tables.Find(_configuration.Data);
            var options = _configuration.ToOptions(table, _threads);
            TrainingReport.Write(ReportPath, new ReportContent(_table!, options, _result, Examination.Of(_table!, options, _result))
            {
                DataName = table.Title,
                Command = IsEdited ? null : _configuration.Command(table),
                ModelName = ModelName,
            });
        }

        return File.ReadAllBytes(ReportPath);
    });

    /// <summary>The file of the model it ended with.</summary>
    /// <exception cref="NotThereException">It has not ended.</exception>
    public ReadOnlyMemory<byte> ModelBytes() => File.Exists(ModelPath)
        ? File.ReadAllBytes(ModelPath)
        : throw new NotThereException($"{Name} has no model file yet; finish it first.");
}
