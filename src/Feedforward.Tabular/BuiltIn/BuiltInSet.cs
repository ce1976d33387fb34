namespace Feedforward.Tabular.BuiltIn;

/// <summary>One made set of data.</summary>
/// <param name="Name">The name of the kind of data.</param>
/// <param name="Task">What is to be predicted.</param>
/// <param name="Inputs">n×d: one row an example, one column an input.</param>
/// <param name="Targets">n targets: numbers, or classes counted from 0.</param>
/// <param name="InputNames">d names, or one name where the inputs form a vector.</param>
/// <param name="TargetName">The name of the target.</param>
/// <param name="ClassNames">The names of the classes; empty where the target is a number.</param>
public sealed record BuiltInSet(
    string Name,
    LearningTask Task,
    Matrix<float> Inputs,
    float[] Targets,
    IReadOnlyList<string> InputNames,
    string TargetName,
    IReadOnlyList<string> ClassNames)
{
    /// <summary>Number of rows.</summary>
    public int Count => Inputs.Rows;

    /// <summary>The classes of all rows, counted from 0.</summary>
    /// <exception cref="InvalidOperationException">The target is a number.</exception>
    public int[] Labels() => Task == LearningTask.Regression
        ? throw new InvalidOperationException($"The target of '{Name}' is a number, not a class.")
        : Array.ConvertAll(Targets, target => (int)target);

    /// <summary>
    /// The data as a table: a number column for each input or one vector column for all, then the target, which is a
    /// column of class names or of numbers.
    /// </summary>
    public Table ToTable()
    {
        var columns = new List<TableColumn>();
        if (InputNames.Count < Inputs.Columns)
        {
            columns.Add(new VectorColumn(InputNames[0], Inputs));
        }
        else
        {
            for (var column = 0; column < Inputs.Columns; column++)
            {
                columns.Add(new NumberColumn(InputNames[column], Input(column)));
            }
        }

        columns.Add(Task == LearningTask.Regression
            ? new NumberColumn(TargetName, [.. Targets])
            : new TextColumn(TargetName, Labels(), [.. ClassNames]));
        return Table.Of(columns);
    }

    private float[] Input(int column)
    {
        var values = new float[Count];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = Inputs[row, column];
        }

        return values;
    }
}
