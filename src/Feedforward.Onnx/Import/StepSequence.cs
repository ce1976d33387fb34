namespace Feedforward.Onnx.Import;

/// <summary>
/// Steps one after another. What is one layer here but several nodes elsewhere is joined: a product and its bias, a dense layer
/// and its activation, a normalisation and its scale.
/// </summary>
internal static class StepSequence
{
    /// <summary>The same function in as few steps as it takes.</summary>
    /// <param name="steps">Steps one after another.</param>
    /// <param name="inputs">Features that come into the first.</param>
    public static IReadOnlyList<Step> Joined(IEnumerable<Step> steps, int inputs)
    {
        var joined = new List<(Step Step, int Inputs)>();
        foreach (var step in steps)
        {
            Add(step);
        }

        return [.. joined.Select(entry => entry.Step).Where(step => step is not ShiftStep { Terms: var terms } || terms.Any(term => term != 0))];

        void Add(Step next)
        {
            var width = joined.Count == 0 ? inputs : joined[^1].Step.Outputs(joined[^1].Inputs);
            if (IsNothing(next, width))
            {
                return;
            }

            if (joined.Count > 0 && Join(joined[^1].Step, next, joined[^1].Inputs) is { } both)
            {
                joined.RemoveAt(joined.Count - 1);
                Add(both);
                return;
            }

            joined.Add((next, width));
        }
    }

    /// <summary>Parameters and state of all of them.</summary>
    public static long Numbers(IReadOnlyList<Step> steps, int inputs)
    {
        var sum = 0L;
        foreach (var step in steps)
        {
            sum += step.Numbers(inputs);
            inputs = step.Outputs(inputs);
        }

        return sum;
    }

    /// <summary>Features that go out of the last.</summary>
    public static int Outputs(IReadOnlyList<Step> steps, int inputs) => steps.Aggregate(inputs, (width, step) => step.Outputs(width));

    /// <summary>The layers.</summary>
    public static IReadOnlyList<Piece> Build(IReadOnlyList<Step> steps, int inputs)
    {
        var pieces = new List<Piece>();
        foreach (var step in steps)
        {
            pieces.Add(step.Build(inputs));
            inputs = step.Outputs(inputs);
        }

        return pieces;
    }

    private static bool IsNothing(Step step, int width) => step switch
    {
        ScaleStep scale => scale.Factors.All(factor => factor == 1),
        SelectionStep selection => selection.Columns.Length == width && selection.Columns.Index().All(entry => entry.Item == entry.Index),
        _ => false,
    };

    /// <summary>One step for two, or null.</summary>
    private static Step? Join(Step first, Step second, int inputs) => (first, second) switch
    {
        (DenseStep { IsLinear: true } dense, ActivateStep activate) => dense with { Activation = activate.Activation },
        (DenseStep { IsLinear: true } dense, ShiftStep shift) => dense with { Bias = Sum(dense.Bias ?? new double[dense.Units], shift.Terms) },
        (DenseStep { IsLinear: true } dense, ScaleStep scale) => dense with
        {
            Weights = Product(dense.Weights, scale.Factors),
            Bias = dense.Bias is null ? null : Product(dense.Bias, scale.Factors),
        },
        (SelectionStep selection, DenseStep dense) => Scattered(selection, dense, inputs),
        (SelectionStep one, SelectionStep two) => new SelectionStep([.. two.Columns.Select(column => one.Columns[column])]),
        (LayerNormalizationStep norm, ScaleStep scale) => norm with { Scale = Product(norm.Scale, scale.Factors), Bias = Product(norm.Bias, scale.Factors) },
        (LayerNormalizationStep norm, ShiftStep shift) => norm with { Bias = Sum(norm.Bias, shift.Terms) },
        (BatchNormalizationStep norm, ScaleStep scale) => norm with { Scale = Product(norm.Scale, scale.Factors), Bias = Product(norm.Bias, scale.Factors) },
        (BatchNormalizationStep norm, ShiftStep shift) => norm with { Bias = Sum(norm.Bias, shift.Terms) },
        (ScaleStep one, ScaleStep two) => new ScaleStep(Product(one.Factors, two.Factors)),
        (ShiftStep one, ShiftStep two) => new ShiftStep(Sum(one.Terms, two.Terms)),
        (ShiftStep { Terms: var terms }, _) when terms.All(term => term == 0) => second,
        _ => null,
    };

    /// <summary>W with its rows where the features it reads stand.</summary>
    private static DenseStep Scattered(SelectionStep selection, DenseStep dense, int inputs)
    {
        var weights = new double[(long)inputs * dense.Units];
        for (var i = 0; i < selection.Columns.Length; i++)
        {
            for (var j = 0; j < dense.Units; j++)
            {
                weights[(selection.Columns[i] * dense.Units) + j] += dense.Weights[(i * dense.Units) + j];
            }
        }

        return dense with { Weights = weights };
    }

    private static double[] Sum(double[] a, double[] b) => Combined(a, b, (x, y) => x + y);

    private static double[] Product(double[] a, double[] b) => Combined(a, b, (x, y) => x * y);

    /// <summary>The shorter list is repeated along the longer one: a row along a matrix, a number along a row.</summary>
    private static double[] Combined(double[] a, double[] b, Func<double, double, double> of)
    {
        var result = new double[Math.Max(a.Length, b.Length)];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = of(a[i % a.Length], b[i % b.Length]);
        }

        return result;
    }
}
