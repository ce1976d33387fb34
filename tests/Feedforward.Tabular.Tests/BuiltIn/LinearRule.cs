using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Tabular.Tests.BuiltIn;

/// <summary>The best that a straight line can do on points of the plane with two classes, found by trying.</summary>
internal static class LinearRule
{
    /// <summary>The greatest share of right decisions over 180 directions and every threshold.</summary>
    public static double BestAccuracy(BuiltInSet set)
    {
        var labels = set.Labels();
        var best = 0;
        for (var degrees = 0; degrees < 180; degrees++)
        {
            var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
            var projections = Enumerable.Range(0, set.Count).Select(row => (set.Inputs[row, 0] * cos) + (set.Inputs[row, 1] * sin)).ToArray();
            var ordered = (int[])labels.Clone();
            Array.Sort(projections, ordered);
            var right = ordered.Count(label => label == 1);
            foreach (var label in ordered)
            {
                best = Math.Max(best, Math.Max(right, set.Count - right));
                right += label == 0 ? 1 : -1;
            }
        }

        return (double)best / set.Count;
    }
}
