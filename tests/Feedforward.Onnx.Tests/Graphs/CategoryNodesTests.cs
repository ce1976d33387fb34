using System.Globalization;

using Feedforward.Onnx.Format;
using Feedforward.Onnx.Graphs;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests.Graphs;

public sealed class CategoryNodesTests
{
    [Fact]
    public void ATextBecomesItsCode()
    {
        Assert.Equal([2, 1, 0, 0, 0], Codes(new("c", ["Rome", "Łódź"], true, Numeric: false), ["Łódź", "Rome", "", "ROME", "never seen"]));
        Assert.Equal([1, 2, 0], Codes(new("c", ["", "a"], true, Numeric: false), ["", "a", "(missing)"]));
        Assert.Equal([0, 0], Codes(new("c", [], true, Numeric: false), ["", "a"]));
    }

    [Fact]
    public void ANumberBecomesItsCode()
    {
        Assert.Equal([3, 2, 1, 0, 2, 0], Codes(new("c", ["-1.5", "0", "1E+30"], false, Numeric: true), [1e30f, 0, -1.5f, float.NaN, -0f, 7]));
        Assert.Equal([2, 0, 0], Codes(new("c", ["not a number", "2"], false, Numeric: true), [2, 1, float.NaN]));
        Assert.Equal([0, 0], Codes(new("c", [], false, Numeric: true), [float.NaN, 3]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TenThousandCategoriesAgreeWithTheLibrary(bool numeric)
    {
        string[] cells = [.. Enumerable.Range(0, 12_000).Select(i => (i / 4f).ToString("R", CultureInfo.InvariantCulture))];
        var table = Table.Of(numeric
            ? new NumberColumn("c", [.. cells.Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))])
            : TextColumn.From("c", cells));
        var preprocessing = TablePreprocessing.Fit(
            table, [new FeatureColumn("c", ColumnKind.Category, numeric)], [.. Enumerable.Range(0, 11_000)], new() { CodesFrom = 9 });
        var encoder = (CategoryCodeEncoder)preprocessing.Encoders[0];
        var ours = preprocessing.Encode(table).Span.ToArray();
        Assert.Equal(2_000, ours.Count(code => code == 0));
        Assert.Equal(ours, numeric ? Codes(encoder, ((NumberColumn)table["c"]).Values.ToArray()) : Codes(encoder, cells));
    }

    [Fact]
    public void TheInputSaysHowAMissingTextIsWritten()
    {
        var graph = new GraphBuilder("g", "y");
        FeatureNodes.Add(graph, new CategoryCodeEncoder("c", ["", "a"], true, Numeric: false));
        Assert.Equal("missing is \"(missing)\"", graph.Graph.Inputs[0].Documentation);
    }

    private static float[] Codes(CategoryCodeEncoder encoder, string[] cells) => Codes(encoder, run => run.With("c", cells));

    private static float[] Codes(CategoryCodeEncoder encoder, float[] cells) => Codes(encoder, run => run.With("c", cells));

    private static float[] Codes(CategoryCodeEncoder encoder, Func<OnnxRun, OnnxRun> feed)
    {
        var graph = new GraphBuilder("g", "y");
        graph.Output("y", FeatureNodes.Add(graph, encoder), ElementType.Float, 1);
        using var run = SampleGraphs.Run(graph);
        return feed(run).Floats("y");
    }
}
