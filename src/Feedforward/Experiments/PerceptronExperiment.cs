using Feedforward.Activations;

namespace Feedforward.Experiments;

/// <summary>
/// The perceptron learns AND and OR in a few passes and never learns XOR, because no line separates it
/// (Minsky and Papert, Perceptrons, 1969).
/// </summary>
public static class PerceptronExperiment
{
    /// <summary>The part of the plane the boundaries are cut to.</summary>
    public static Window Window { get; } = new(-0.5, 1.5, -0.5, 1.5);

    /// <summary>Learns tables and keeps what each pass did.</summary>
    /// <param name="tables">What to learn; AND, OR and XOR if null.</param>
    /// <param name="maximumPasses">When to stop where passes keep making mistakes, 1 or more.</param>
    /// <param name="cancellation">Stops with an exception.</param>
    public static IReadOnlyList<PerceptronCourse> Run(
        IReadOnlyList<LogicTable>? tables = null, int maximumPasses = 20, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumPasses);
        var courses = new List<PerceptronCourse>();
        foreach (var table in tables ?? LogicTable.All)
        {
            courses.Add(Learn(table, maximumPasses, cancellation));
        }

        return courses;
    }

    /// <summary>
    /// Learns a table and keeps what each example did. The passes are laid out as one sequence, and learning its beginning once shows the
    /// perceptron after each example.
    /// </summary>
    /// <param name="table">What to learn.</param>
    /// <param name="passes">How many times to go through it, 1 or more; ends after the first pass without a mistake.</param>
    public static IReadOnlyList<PerceptronStep> Steps(LogicTable table, int passes)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(passes);
        var count = table.Labels.Length;
        int[] sequence = [.. Enumerable.Range(0, passes * count).Select(i => i % count)];
        var inputs = table.Inputs.Select(sequence);
        float[] labels = [.. sequence.Select(i => table.Labels[i])];
        var steps = new List<PerceptronStep>();
        var before = new Perceptron(new Neuron(new float[table.Inputs.Columns], 0, Activation.Step), 0, 0, false);
        long mistakesBeforePass = 0;
        for (var i = 0; i < sequence.Length; i++)
        {
            if (i % count == 0 && i > 0)
            {
                if (before.Mistakes == mistakesBeforePass)
                {
                    break;
                }

                mistakesBeforePass = before.Mistakes;
            }

            var after = Perceptron.Learn(inputs.Slice(0, i + 1), labels.AsSpan(0, i + 1), 1);
            var (weights, bias, _) = after.Neuron;
            steps.Add(new PerceptronStep(
                (i / count) + 1, sequence[i], before.Predict(inputs.Row(i)), after.Mistakes, weights, bias, Accuracy(after, table), BoundaryLine.Of(weights, bias, Window)));
            before = after;
        }

        return steps;
    }

    /// <summary>Learning always begins at zero, so learning again with one pass more shows what that pass does.</summary>
    private static PerceptronCourse Learn(LogicTable table, int maximumPasses, CancellationToken cancellation)
    {
        var passes = new List<PerceptronPass>();
        long mistakes = 0;
        for (var number = 1; ; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var perceptron = Perceptron.Learn(table.Inputs, table.Labels, number);
            var (weights, bias, _) = perceptron.Neuron;
            passes.Add(new PerceptronPass(
                number, perceptron.Mistakes - mistakes, weights, bias, Accuracy(perceptron, table), BoundaryLine.Of(weights, bias, Window)));
            mistakes = perceptron.Mistakes;
            if (perceptron.IsSeparated || number == maximumPasses)
            {
                return new PerceptronCourse(table, passes, perceptron, Steps(table, number).Max(step => step.Accuracy));
            }
        }
    }

    private static double Accuracy(Perceptron perceptron, LogicTable table)
    {
        var right = 0;
        for (var i = 0; i < table.Labels.Length; i++)
        {
            right += perceptron.Predict(table.Inputs.Row(i)) == table.Labels[i] ? 1 : 0;
        }

        return (double)right / table.Labels.Length;
    }
}
