namespace Feedforward.Kernels;

/// <summary>What is done to numbers of C once their sums are complete and while they are still in the cache.</summary>
internal unsafe interface IEpilogue
{
    /// <summary>Works on <paramref name="count"/> numbers of one row of C, in place.</summary>
    void Apply(int row, int column, float* c, int count);
}

/// <summary>Leaves C as it is.</summary>
internal readonly unsafe struct NoEpilogue : IEpilogue
{
    public void Apply(int row, int column, float* c, int count)
    {
    }
}
