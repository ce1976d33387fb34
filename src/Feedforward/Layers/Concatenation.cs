namespace Feedforward.Layers;

/// <summary>A layer over a range of an example's features.</summary>
/// <param name="First">The first feature, counted from 0.</param>
/// <param name="Count">How many features.</param>
/// <param name="Layer">What they go through; null hands them on as they are.</param>
public sealed record Branch(int First, int Count, Layer? Layer = null);

/// <summary>
/// Ranges of the features go through layers of their own, and the results stand side by side: the front of a network for a
/// table, where each kind of column has its own embedding. For k networks side by side each member gets all of it: from a
/// layer with k times as many outputs its own part, of features handed on a copy.
/// </summary>
public sealed class Concatenation : Layer
{
    private readonly Branch[] _branches;
    private readonly Layer[] _children;

    /// <summary>Creates the layer.</summary>
    /// <param name="members">k, 1 or more; the outputs of each branch's layer are k equal parts.</param>
    /// <param name="branches">The ranges in the order of the result, which together are all features, each once.</param>
    /// <exception cref="ArgumentException">There is no branch, or the ranges leave out a feature or overlap.</exception>
    public Concatenation(int members, params IReadOnlyList<Branch> branches)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        ArgumentNullException.ThrowIfNull(branches);
        var end = 0;
        foreach (var branch in branches.OrderBy(branch => branch.First))
        {
            if (branch.First != end || branch.Count < 1)
            {
                throw new ArgumentException($"The branches must take each feature once; one begins at {branch.First} where {end} is next.", nameof(branches));
            }

            end += branch.Count;
        }

        Members = members;
        _branches = [.. branches];
        Features = end;
        _children = [.. branches.Select(branch => branch.Layer).OfType<Layer>()];
        if (end == 0)
        {
            throw new ArgumentException("A concatenation needs at least one branch.", nameof(branches));
        }
    }

    /// <inheritdoc/>
    public override string Name => "concatenation";

    /// <summary>k.</summary>
    public int Members { get; }

    /// <summary>The ranges in the order of the result.</summary>
    public IReadOnlyList<Branch> Branches => _branches;

    /// <summary>How many features come in.</summary>
    public int Features { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Children => _children;

    /// <inheritdoc/>
    public override int InputsOfChild(int child, int inputs) => Branches.Where(branch => branch.Layer is not null).ElementAt(child).Count;

    /// <inheritdoc/>
    public override int OutputsFor(int inputs)
    {
        if (inputs != Features)
        {
            throw new ArgumentException($"The branches take {Features} features; there are {inputs}.");
        }

        var width = 0;
        foreach (var branch in _branches)
        {
            width = checked(width + OutputsOf(branch));
        }

        return checked(width * Members);
    }

    /// <summary>The features of each branch with a layer, packed one branch after another, and as much again for the derivative by them.</summary>
    public override int CacheFor(int inputs) => 2 * Branches.Sum(branch => branch.Layer is null ? 0 : branch.Count);

    /// <summary>h = (f₁(x₁), f₂(x₂), …), for each member.</summary>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var rows = pass.Input.Rows;
        var (child, column, packed) = (0, 0, 0);
        foreach (var branch in _branches)
        {
            var width = OutputsOf(branch);
            var source = pass.Input;
            var (first, step) = (branch.First, 0);
            if (branch.Layer is not null)
            {
                var layer = pass.Children[child++];
                var input = pass.Cache.View(rows * packed, rows, branch.Count);
                packed += branch.Count;
                for (var i = 0; i < rows; i++)
                {
                    pass.Input.Row(i).Slice(branch.First, branch.Count).CopyTo(input.Row(i));
                }

                layer.Input = input;
                layer.Forward();
                (source, first, step) = (layer.Output, 0, width);
            }

            for (var i = 0; i < rows; i++)
            {
                var from = source.Row(i);
                var to = pass.Output.Row(i);
                for (var m = 0; m < Members; m++)
                {
                    from.Slice(first + (m * step), width).CopyTo(to.Slice((m * (to.Length / Members)) + column, width));
                }
            }

            column += width;
        }
    }

    /// <summary>Each layer's δ is its part of δ; of features handed on to all members the parts are added.</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        var rows = pass.Input.Rows;
        var (child, column, packed) = (0, 0, 0);
        foreach (var branch in _branches)
        {
            var width = OutputsOf(branch);
            if (branch.Layer is not null)
            {
                var layer = pass.Children[child++];
                for (var i = 0; i < rows; i++)
                {
                    var from = pass.Delta.Row(i);
                    var to = layer.Delta.Row(i);
                    for (var m = 0; m < Members; m++)
                    {
                        from.Slice((m * (from.Length / Members)) + column, width).CopyTo(to.Slice(m * width, width));
                    }
                }

                var into = pass.InputDelta.IsEmpty ? default : pass.Cache.View(rows * ((pass.Cache.Columns / 2) + packed), rows, branch.Count);
                packed += branch.Count;
                layer.InputDelta = into;
                layer.Backward();
                for (var i = 0; i < rows && !into.IsEmpty; i++)
                {
                    into.Row(i).CopyTo(pass.InputDelta.Row(i).Slice(branch.First, branch.Count));
                }
            }
            else if (!pass.InputDelta.IsEmpty)
            {
                for (var i = 0; i < rows; i++)
                {
                    var from = pass.Delta.Row(i);
                    var to = pass.InputDelta.Row(i).Slice(branch.First, branch.Count);
                    to.Clear();
                    for (var m = 0; m < Members; m++)
                    {
                        var part = from.Slice((m * (from.Length / Members)) + column, width);
                        for (var j = 0; j < width; j++)
                        {
                            to[j] += part[j];
                        }
                    }
                }
            }

            column += width;
        }
    }

    /// <summary>What a branch gives to each member.</summary>
    private int OutputsOf(Branch branch)
    {
        var outputs = branch.Layer?.OutputsFor(branch.Count) ?? (branch.Count * Members);
        return outputs % Members == 0
            ? outputs / Members
            : throw new ArgumentException($"The {branch.Layer!.Name} layer gives {outputs} outputs, which are no equal parts for {Members} members.");
    }
}
