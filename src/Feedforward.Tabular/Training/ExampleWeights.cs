using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>From class weights to a weight for each row.</summary>
internal static class ExampleWeights
{
    /// <summary>One weight a row, or none where all are equal.</summary>
    /// <exception cref="DataException">A class is named that is none.</exception>
    public static float[] Of(TabularOptions options, TargetColumn target, Matrix<float> classes)
    {
        if (options.ClassWeighting == ClassWeighting.None || target.Task == LearningTask.Regression)
        {
            return [];
        }

        var counts = new int[target.Classes.Count];
        foreach (var row in classes.Span)
        {
            counts[(int)row]++;
        }

        var weights = OfClasses(options, target, counts)!;
        var examples = new float[classes.Rows];
        for (var row = 0; row < examples.Length; row++)
        {
            examples[row] = (float)weights[(int)classes[row, 0]];
        }

        return examples;
    }

    /// <summary>The weight of each class, of which there are so many rows; null where all rows weigh the same.</summary>
    /// <exception cref="DataException">A class is named that is none.</exception>
    public static double[]? OfClasses(TabularOptions options, TargetColumn target, int[] counts) =>
        options.ClassWeighting == ClassWeighting.None || target.Task == LearningTask.Regression ? null
        : options.ClassWeighting == ClassWeighting.Balanced ? Balanced(counts)
        : Explicit(options.ClassWeights, target);

    /// <summary>n / (C · n_c): King, Zeng, "Logistic regression in rare events data", Political Analysis 9, 2001.</summary>
    private static double[] Balanced(int[] counts)
    {
        var rows = counts.Sum(count => (long)count);
        return Array.ConvertAll(counts, count => count == 0 ? 0 : rows / ((double)counts.Length * count));
    }

    private static double[] Explicit(IReadOnlyDictionary<string, double> named, TargetColumn target)
    {
        foreach (var (label, weight) in named)
        {
            if (!target.Classes.Contains(label))
            {
                throw new DataException(
                    $"A weight was given for '{label}', which is no class of '{target.Name}'; the classes are {string.Join(", ", target.Classes.Take(20))}.",
                    column: target.Name);
            }

            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw new DataException(
                    string.Create(CultureInfo.InvariantCulture, $"The weight of class '{label}' is {weight}; weights are finite and not negative."),
                    column: target.Name);
            }
        }

        return [.. target.Classes.Select(label => named.TryGetValue(label, out var weight) ? weight : 1)];
    }
}
