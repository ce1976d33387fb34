using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Tabular.Tests.BuiltIn;

public class BuiltInSetTests
{
    [Fact]
    public void Points_become_two_number_columns_and_a_category()
    {
        var set = new Moons().Generate(1, 6);
        var table = set.ToTable();
        Assert.Equal(["x1", "x2", "class"], table.Columns.Select(column => column.Name));
        Assert.Equal(set.Inputs[4, 1], Assert.IsType<NumberColumn>(table["x2"]).Values[4]);
        Assert.Equal(["lower", "upper", "lower"], Enumerable.Range(0, 3).Select(table["class"].TextAt));
    }

    [Fact]
    public void Pictures_become_one_vector_column_and_a_category()
    {
        var set = new Digits().Generate(1, 12);
        var table = set.ToTable();
        Assert.Equal(["pixels", "digit"], table.Columns.Select(column => column.Name));
        Assert.Equal(256, Assert.IsType<VectorColumn>(table["pixels"]).Width);
        Assert.Equal(["9", "0", "1"], Enumerable.Range(9, 3).Select(table["digit"].TextAt));
    }

    [Fact]
    public void A_number_to_predict_becomes_a_number_column()
    {
        var set = new Sine().Generate(1, 5);
        var table = set.ToTable();
        Assert.Equal(["x", "y"], table.Columns.Select(column => column.Name));
        Assert.Equal(set.Targets, Assert.IsType<NumberColumn>(table["y"]).Values.ToArray());
        Assert.Throws<InvalidOperationException>(() => set.Labels());
    }

    [Fact]
    public void A_schema_inferred_from_the_table_has_the_task_and_the_classes_of_the_set() =>
        Assert.All(BuiltInData.All, data =>
        {
            var set = data.Generate(1, 200);
            var (schema, notices) = Schema.Infer(set.ToTable(), new SchemaOptions { Target = set.TargetName });
            Assert.Equal(set.Task, schema.Target!.Task);
            Assert.Equal(set.ClassNames, schema.Target.Classes);
            Assert.Equal(data.Width, schema.Features.Sum(feature => feature.Width));
            Assert.Empty(notices);
        });
}
