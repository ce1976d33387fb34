using Feedforward.Layers;

namespace Feedforward.Onnx.Import;

/// <summary>A range of the features and what happens to it.</summary>
/// <param name="Count">Features, which follow those of the range before.</param>
/// <param name="Step">What they go through, or null.</param>
internal sealed record RangeStep(int Count, Step? Step);

/// <summary>Ranges of the features through steps of their own, side by side.</summary>
internal sealed record ConcatenationStep(IReadOnlyList<RangeStep> Ranges) : Step
{
    public override int Outputs(int inputs) => Ranges.Sum(range => range.Step?.Outputs(range.Count) ?? range.Count);

    public override long Numbers(int inputs) => Ranges.Sum(range => range.Step?.Numbers(range.Count) ?? 0);

    public override Piece Build(int inputs)
    {
        var (branches, pieces, first) = (new List<Branch>(), new List<Piece>(), 0);
        foreach (var (count, step) in Ranges)
        {
            var piece = step?.Build(count);
            branches.Add(new Branch(first, count, piece?.Layer));
            pieces.AddRange(piece is null ? [] : [piece]);
            first += count;
        }

        return Piece.Around(new Concatenation(1, branches), pieces);
    }
}
