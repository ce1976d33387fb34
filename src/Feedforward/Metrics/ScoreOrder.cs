namespace Feedforward.Metrics;

/// <summary>Examples in the order of their scores, for metrics that ask how well a model ranks.</summary>
internal static class ScoreOrder
{
    /// <summary>
    /// Score and row number packed into one sortable number: the bits of floats that are not negative are in the
    /// order of their values, and the row number below them fixes the order of ties.
    /// </summary>
    public static ulong[] Ascending(in ScoredExamples examples, int @class)
    {
        var order = new ulong[examples.Count];
        for (var row = 0; row < order.Length; row++)
        {
            var score = (float)examples.Probability(row, @class) + 0f; // −0 becomes +0
            order[row] = ((ulong)BitConverter.SingleToUInt32Bits(score) << 32) | (uint)row;
        }

        Array.Sort(order);
        return order;
    }

    /// <summary>The row of an entry.</summary>
    public static int Row(ulong entry) => (int)(uint)entry;

    /// <summary>The score of an entry.</summary>
    public static float Score(ulong entry) => BitConverter.UInt32BitsToSingle((uint)(entry >> 32));

    /// <summary>Whether two entries have one score.</summary>
    public static bool IsTied(ulong one, ulong other) => one >> 32 == other >> 32;
}
