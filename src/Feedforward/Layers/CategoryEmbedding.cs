using Feedforward.Randomness;

namespace Feedforward.Layers;

/// <summary>
/// A learned vector for each category of one feature, which holds category numbers from 0: h = E_x, a row of the table E. A
/// number that is no category takes row 0, which stands for unknown. Guo and Berkhahn, "Entity embeddings of categorical
/// variables", 2016.
/// </summary>
public sealed class CategoryEmbedding : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="categories">How many categories there are, with that of the unknown, 1 or more.</param>
    /// <param name="dimension">The length of a vector, 1 or more.</param>
    /// <param name="members">k: for how many networks side by side, each with a table of its own, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public CategoryEmbedding(int categories, int dimension = 8, int members = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(categories);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        Categories = categories;
        Dimension = dimension;
        Members = members;
    }

    /// <inheritdoc/>
    public override string Name => "category-embedding";

    /// <summary>How many categories there are, with that of the unknown.</summary>
    public int Categories { get; }

    /// <summary>The length of a vector.</summary>
    public int Dimension { get; }

    /// <summary>k.</summary>
    public int Members { get; }

    /// <inheritdoc/>
    public override int OutputsFor(int inputs) => inputs == 1
        ? checked(Members * Dimension)
        : throw new ArgumentException($"A category embedding takes one feature; there are {inputs}.");

    /// <summary>E: a row for each category, the members' vectors side by side.</summary>
    public override IReadOnlyList<ParameterShape> ParametersFor(int inputs) =>
        [new("table", ParameterKind.Weight, Categories, checked(Members * Dimension))];

    /// <summary>Normal numbers of variance 1.</summary>
    public override void Initialize(int inputs, Span<float> parameters, Span<float> state, RandomStream random)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = random.Normal(i);
        }
    }

    /// <summary>h = E_x.</summary>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var table = pass.Parameters(0);
        for (var i = 0; i < pass.Input.Rows; i++)
        {
            table.Row(RowOf(pass.Input[i, 0])).CopyTo(pass.Output.Row(i));
        }
    }

    /// <summary>∇E_c = the sum of δ over the examples of category c; no derivative by x, which is a name and no quantity.</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        var gradient = pass.Gradient(0);
        gradient.Span.Clear();
        for (var i = 0; i < pass.Input.Rows; i++)
        {
            var sums = gradient.Row(RowOf(pass.Input[i, 0]));
            var δ = pass.Delta.Row(i);
            for (var j = 0; j < sums.Length; j++)
            {
                sums[j] += δ[j];
            }
        }

        pass.InputDelta.Span.Clear();
    }

    private int RowOf<T>(T x)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var category = int.CreateSaturating(x);
        return category > 0 && category < Categories ? category : 0;
    }
}
