namespace Feedforward.Tabular.Tests.Schemas;

public class SchemaTests
{
    private const string People = "age,city,member,joined,note,same\n31,Rome,true,2026-01-31,,1\n32,Oslo,False,2026/02/01 18:30,,1\n,Rome,TRUE,2026-03-01T06:00:00Z,,1\n";

    [Fact]
    public void KindsAreInferred()
    {
        var (schema, notices) = Schema.Infer(CsvText.Table(People), new SchemaOptions());
        Assert.Equal(
            [new FeatureColumn("age", ColumnKind.Number), new("city", ColumnKind.Category), new("member", ColumnKind.Boolean), new("joined", ColumnKind.Date)],
            schema.Features);
        Assert.Equal([new DroppedColumn("note", NoticeKind.AllMissing), new("same", NoticeKind.Constant)], schema.Dropped);
        Assert.Equal([NoticeKind.AllMissing, NoticeKind.Constant], notices.Select(notice => notice.Kind));
        Assert.Null(schema.Target);
    }

    [Fact]
    public void KindsCanBeSaid()
    {
        var table = CsvText.Table("a,b,c\n1,0,1\n2,1,1\n1.0,0,1\n");
        var (schema, _) = Schema.Infer(table, new SchemaOptions
        {
            Types = new Dictionary<string, ColumnKind> { ["a"] = ColumnKind.Category, ["b"] = ColumnKind.Boolean, ["c"] = ColumnKind.Number },
        });
        Assert.Equal([new FeatureColumn("a", ColumnKind.Category, Numeric: true), new("b", ColumnKind.Boolean), new("c", ColumnKind.Number)], schema.Features);
    }

    [Theory]
    [InlineData(ColumnKind.Number, "'Rome' is not a number")]
    [InlineData(ColumnKind.Boolean, "'Rome' is not true or false")]
    [InlineData(ColumnKind.Date, "'Rome' is not a date")]
    [InlineData(ColumnKind.Vector, "cannot be a vector")]
    public void AKindThatDoesNotFitNamesTheCell(ColumnKind kind, string expected)
    {
        var exception = Assert.Throws<DataException>(
            () => Schema.Infer(CsvText.Table(People), new SchemaOptions { Types = new Dictionary<string, ColumnKind> { ["city"] = kind } }));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal("city", exception.Column);
    }

    [Fact]
    public void IdentifiersAreLeftOutUnlessDeclared()
    {
        var text = "row,customerId,name,x\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i + 5},{i * i},n{i},{i % 7}\n"));
        var (schema, _) = Schema.Infer(CsvText.Table(text), new SchemaOptions());
        Assert.Equal(["x"], schema.Features.Select(feature => feature.Name));
        Assert.All(schema.Dropped, dropped => Assert.Equal(NoticeKind.Identifier, dropped.Reason));
        var (kept, _) = Schema.Infer(CsvText.Table(text), new SchemaOptions
        {
            Types = new Dictionary<string, ColumnKind> { ["row"] = ColumnKind.Number, ["name"] = ColumnKind.Category },
        });
        Assert.Equal(["row", "name", "x"], kept.Features.Select(feature => feature.Name));
    }

    [Fact]
    public void DistinctNumbersThatAreNoIdentifierStay()
    {
        var text = "size,x\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i * i},{i % 7}\n"));
        var (schema, _) = Schema.Infer(CsvText.Table(text), new SchemaOptions());
        Assert.Equal(["size", "x"], schema.Features.Select(feature => feature.Name));
    }

    [Fact]
    public void ColumnsCanBeLeftOut()
    {
        var (schema, _) = Schema.Infer(CsvText.Table(People), new SchemaOptions { Target = "member", Drop = ["city"] });
        Assert.Contains(new DroppedColumn("city", NoticeKind.Dropped), schema.Dropped);
        Assert.Equal(["age", "joined"], schema.Features.Select(feature => feature.Name));
    }

    [Theory]
    [InlineData("a,t\n1,x\n2,x\n", "t", "one class only")]
    [InlineData("a,t\n1,\n2,NA\n", "t", "no value in any row")]
    [InlineData("a,t\n1,5.5\n2,5.5\n", "t", "5.5 in every row")]
    [InlineData("a,t\n1,x\n2,y\n", "u", "There is no column 'u'")]
    [InlineData("t\nx\ny\nx\n", "t", "no column but the target")]
    [InlineData("a,t\n7,x\n7,y\n7,x\n", "t", "No column is left")]
    [InlineData("a,t\n1,x\n2,y\n3,z\n", "t", "too many for classes")]
    [InlineData("a,t\n1,16777216\n2,16777217\n3,5\n4,16777216\n5,16777217\n6,5\n7,5\n8,16777217\n9,5\n10,5\n", "t", "do not tell apart")]
    [InlineData("a,t\n1,5.5\n2,6.5\n3,inf\n", "t", "the first is 'inf' on line 4")]
    [InlineData("a,t\n", "t", "no rows")]
    public void WhatCannotBeLearnedIsSaid(string text, string target, string expected)
    {
        var exception = Assert.Throws<DataException>(() => Schema.Infer(CsvText.Table(text), new SchemaOptions { Target = target }));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b,a,b,a", LearningTask.Binary, "a|b")]
    [InlineData("b,a,c,a", LearningTask.Multiclass, "a|b|c")]
    [InlineData("true,False,TRUE,False", LearningTask.Binary, "False|true")]
    [InlineData("10,9,9,10", LearningTask.Binary, "9|10")]
    [InlineData("1,0,1,0.0", LearningTask.Binary, "0|1")]
    [InlineData("1,2,3,1", LearningTask.Regression, "")]
    [InlineData("0.5,1.5,0.5,1.5", LearningTask.Regression, "")]
    public void TheTaskFollowsTheTarget(string cells, LearningTask task, string classes)
    {
        var target = Target(cells.Split(','), new SchemaOptions { Target = "t" });
        Assert.Equal(task, target.Task);
        Assert.Equal(classes, string.Join('|', target.Classes));
    }

    [Theory]
    [InlineData(20, 100, LearningTask.Multiclass)]
    [InlineData(21, 105, LearningTask.Regression)]
    [InlineData(20, 99, LearningTask.Regression)]
    public void WholeNumbersAreClassesWhereFewAndFrequent(int distinct, int rows, LearningTask task) =>
        Assert.Equal(task, Target(Enumerable.Range(0, rows).Select(i => $"{i % distinct}"), new SchemaOptions { Target = "t" }).Task);

    [Fact]
    public void TheTaskCanBeSaid()
    {
        string[] cells = ["1", "2", "3", "1"];
        Assert.Equal(LearningTask.Multiclass, Target(cells, new SchemaOptions { Target = "t", Task = LearningTask.Multiclass }).Task);
        Assert.Equal(LearningTask.Regression, Target(["0", "1", "0", "1"], new SchemaOptions { Target = "t", Task = LearningTask.Regression }).Task);
        Assert.Throws<DataException>(() => Target(cells, new SchemaOptions { Target = "t", Task = LearningTask.Binary }));
        Assert.Throws<DataException>(() => Target(["x", "y"], new SchemaOptions { Target = "t", Task = LearningTask.Regression }));
    }

    /// <summary>A few rare classes are named one by one; of many a person wants no line each.</summary>
    [Theory]
    [InlineData("a,a,a,a,a,b,c,c", "The class 'b' of 't' has only 1 row.|The class 'c' of 't' has only 2 rows.")]
    [InlineData("a,a,b,c,d", "4 classes of 't' have fewer than 5 rows, such as 'a' (2 rows), 'b' (1 row), 'c' (1 row).")]
    public void RareClassesAreSaid(string cells, string expected)
    {
        var text = "x,t\n" + string.Concat(cells.Split(',').Select((cell, i) => $"{i % 3},{cell}\n"));
        var (_, notices) = Schema.Infer(CsvText.Table(text), new SchemaOptions { Target = "t" });
        Assert.Equal(expected, string.Join('|', notices.Where(notice => notice.Kind == NoticeKind.RareClass).Select(notice => notice.Message)));
    }

    private static TargetColumn Target(IEnumerable<string> cells, SchemaOptions options) =>
        Schema.Infer(CsvText.Table("x,t\n" + string.Concat(cells.Select((cell, i) => $"{i % 3},{cell}\n"))), options).Schema.Target!;
}
