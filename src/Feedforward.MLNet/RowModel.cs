using Feedforward.Onnx;
using Feedforward.Onnx.Format;
using Feedforward.Onnx.Graphs;
using Feedforward.Onnx.Wire;
using Feedforward.Tabular;

namespace Feedforward.MLNet;

/// <summary>The model file's graph with one vector for all columns at its begin and one vector at its end, as ML.NET has them.</summary>
internal static class RowModel
{
    /// <summary>The graph's input, float [N,width].</summary>
    public const string Input = "Feedforward.Input";

    /// <summary>The model's bytes; its output is <see cref="PredictionTask.ModelOutput"/>.</summary>
    public static byte[] Of(PredictionTask task, TabularModel model, FeatureRows rows)
    {
        using var written = new MemoryStream();
        ModelFile.Save(model, written);
        var file = ModelProto.Read(new WireReader(written.ToArray()));

        // The description is of the whole file, which this no longer is.
        file.Metadata.Clear();
        ReplaceInputs(file.Graph!, model, rows);
        ReplaceOutputs(file.Graph!, task, model);
        using var changed = new MemoryStream();
        file.Write(new WireWriter(changed));
        return changed.ToArray();
    }

    /// <summary>One vector, split into the columns.</summary>
    private static void ReplaceInputs(GraphProto graph, TabularModel model, FeatureRows rows)
    {
        // A column that gives no feature is no input.
        var read = model.Preprocessing.Encoders.Where(encoder => encoder.Width > 0).Select(encoder => encoder.Column).ToList();
        var columns = model.Schema.Features.Select((feature, i) => (feature.Name, Slot: rows.Slots[i])).ToDictionary(column => column.Name, column => column.Slot);
        var parts = Enumerable.Range(0, rows.Width).Select(slot => $"{Input}.{slot}").ToArray();
        for (var i = 0; i < read.Count; i++)
        {
            parts[columns[read[i]]] = graph.Inputs[i].Name;
        }

        // Sizes are said, as later versions of the operator ask for them or for a number of parts.
        graph.Initializers.Add(TensorProto.Of("/sizes", [.. Enumerable.Repeat(1L, rows.Width)], rows.Width));
        var split = new NodeProto { Name = "/split", Operator = "Split", Inputs = { Input, "/sizes" }, Attributes = { AttributeProto.Of("axis", 1L) } };
        split.Outputs.AddRange(parts);
        graph.Nodes.Insert(0, split);
        graph.Inputs.Clear();
        graph.Inputs.Add(Value(Input, rows.Width));
    }

    /// <summary>The number, or the probabilities in the order of the keys; a key without a class has 0.</summary>
    private static void ReplaceOutputs(GraphProto graph, PredictionTask task, TabularModel model)
    {
        const string Last = "/output";
        var output = model.Task == LearningTask.Regression ? PredictionNodes.Prediction : PredictionNodes.Probabilities;
        var width = model.PredictionLength;
        if (task.ClassOfOutput(model) is { } classes)
        {
            var chosen = new float[width * classes.Length];
            for (var i = 0; i < classes.Length; i++)
            {
                if (classes[i] >= 0)
                {
                    chosen[(classes[i] * classes.Length) + i] = 1;
                }
            }

            graph.Initializers.Add(TensorProto.Of("/chosen", chosen, width, classes.Length));
            graph.Nodes.Add(new NodeProto { Name = Last, Operator = "MatMul", Inputs = { output, "/chosen" }, Outputs = { PredictionTask.ModelOutput } });
            width = classes.Length;
        }
        else
        {
            graph.Nodes.Add(new NodeProto { Name = Last, Operator = "Identity", Inputs = { output }, Outputs = { PredictionTask.ModelOutput } });
        }

        graph.Outputs.Clear();
        graph.Outputs.Add(Value(PredictionTask.ModelOutput, width));
        if (task.OutputNames is { } names)
        {
            AddSlotNames(graph, names);
        }
    }

    /// <summary>A node of this name, which computes nothing that is used, is where ML.NET looks for the names of an output's numbers.</summary>
    private static void AddSlotNames(GraphProto graph, IReadOnlyList<string> names)
    {
        graph.Initializers.Add(TensorProto.Of("/names", names));
        graph.Nodes.Add(new NodeProto
        {
            Name = $"mlnet.{PredictionTask.ModelOutput}.SlotNames",
            Operator = "LabelEncoder",
            Domain = GraphBuilder.ClassicalDomain,
            Inputs = { "/names" },
            Outputs = { "/slots" },
            Attributes =
            {
                AttributeProto.Of("keys_strings", names),
                AttributeProto.OfIntegers("values_int64s", [.. Enumerable.Range(0, names.Count).Select(i => (long)i)]),
            },
        });
    }

    private static ValueProto Value(string name, int width) =>
        new() { Name = name, Type = ElementType.Float, Shape = { Dimension.Rows, new Dimension(width) } };
}
