namespace Feedforward.Kernels;

/// <summary>What is done to numbers of C once their sums are complete and while they are still in the cache.</summary>
internal unsafe interface IEpilogue
{
    /// <summary>Works on <paramref name="count"/> consecutive numbers of C from a row and column on, in place: a part of the row, or several whole rows.</summary>
    void Apply(int row, int column, float* c, int count);
}

/// <summary>Leaves C as it is.</summary>
internal readonly unsafe struct NoEpilogue : IEpilogue
{
    public void Apply(int row, int column, float* c, int count)
    {
    }
}
