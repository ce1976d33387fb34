using Feedforward.Training;

namespace Feedforward.Scaling;

/// <summary>Sets every sum out only when all have been begun: after the backward pass.</summary>
internal sealed class AfterThePass(Collective inner) : Collective
{
    private readonly List<(Memory<float>[] Partials, int Shards, Memory<float> Total)> _begun = [];

    public override int Rank => inner.Rank;

    public override int Size => inner.Size;

    public override void BeginSum(ReadOnlySpan<Memory<float>> partials, int shards, Memory<float> total) => _begun.Add((partials.ToArray(), shards, total));

    public override void CompleteSums()
    {
        foreach (var (partials, shards, total) in _begun)
        {
            inner.BeginSum(partials, shards, total);
        }

        _begun.Clear();
        inner.CompleteSums();
    }

    public override void Share(Span<double> values) => inner.Share(values);

    public override void Gather(Memory<float> values, ReadOnlySpan<int> starts) => inner.Gather(values, starts);

    public override void Broadcast(Memory<byte> values, int root) => inner.Broadcast(values, root);

    public override void Barrier() => inner.Barrier();

    public override void Abort(string message) => inner.Abort(message);
}

/// <summary>Sends no gradient: what a step computes, without what it says. What comes out is no training.</summary>
internal sealed class WithoutSums(Collective inner) : Collective
{
    public override int Rank => inner.Rank;

    public override int Size => inner.Size;

    public override void BeginSum(ReadOnlySpan<Memory<float>> partials, int shards, Memory<float> total)
    {
        // Nothing is sent.
    }

    public override void CompleteSums()
    {
        // Nothing is waited for.
    }

    public override void Share(Span<double> values) => inner.Share(values);

    public override void Gather(Memory<float> values, ReadOnlySpan<int> starts) => inner.Gather(values, starts);

    public override void Broadcast(Memory<byte> values, int root) => inner.Broadcast(values, root);

    public override void Barrier() => inner.Barrier();

    public override void Abort(string message) => inner.Abort(message);
}
