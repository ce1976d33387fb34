using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Tabular.Tests.BuiltIn;

public class DigitsTests
{
    private const int Train = 2000;
    private static readonly BuiltInSet Set = new Digits().Generate(17, 2500);

    [Fact]
    public void Pixels_are_greys_of_one_byte() => Assert.All(
        Set.Inputs.Slice(0, 50).Span.ToArray(), value =>
        {
            Assert.InRange(value, 0, 1);
            Assert.Equal(MathF.Round(value * 255) / 255, value);
        });

    [Fact]
    public void Every_picture_has_a_line_and_much_paper() => Assert.All(Enumerable.Range(0, Set.Count), row =>
    {
        Assert.InRange(Count(Set.Inputs.Row(row), value => value > 0.4f), 8, 128);
        Assert.InRange(Count(Set.Inputs.Row(row), value => value < 0.3f), 100, 250);
    });

    [Fact]
    public void Writing_is_seldom_cut_off_at_the_edge()
    {
        var inked = Enumerable.Range(0, Set.Count).Count(row => Edge(Set.Inputs.Row(row)) > 0.5f);
        Assert.InRange(inked, 0, Set.Count / 7);
    }

    [Fact]
    public void The_nearest_mean_picture_is_far_better_than_chance_and_the_nearest_picture_far_better_still()
    {
        // The first rule is linear, the second is not: this gap is what a hidden layer can win.
        var linear = Accuracy(Means());
        var nearest = Accuracy(Enumerable.Range(0, Train).Select(row => (Set.Inputs.Row(row).ToArray(), (int)Set.Targets[row])).ToArray());
        Assert.InRange(linear, 0.65, 0.82);
        Assert.InRange(nearest, 0.90, 0.98);
    }

    private static double Accuracy((float[] Picture, int Digit)[] known) =>
        Enumerable.Range(Train, Set.Count - Train).Average(row =>
        {
            var nearest = known.MinBy(other => SquaredDistance(Set.Inputs.Row(row), other.Picture));
            return nearest.Digit == Set.Targets[row] ? 1.0 : 0.0;
        });

    private static (float[] Picture, int Digit)[] Means()
    {
        var means = Enumerable.Range(0, 10).Select(digit => (Picture: new float[Set.Inputs.Columns], digit)).ToArray();
        for (var row = 0; row < Train; row++)
        {
            var mean = means[(int)Set.Targets[row]].Picture;
            for (var pixel = 0; pixel < mean.Length; pixel++)
            {
                mean[pixel] += Set.Inputs[row, pixel] * 10 / Train;
            }
        }

        return means;
    }

    private static float SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0f;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }

    private static int Count(ReadOnlySpan<float> picture, Func<float, bool> isCounted)
    {
        var count = 0;
        foreach (var value in picture)
        {
            count += isCounted(value) ? 1 : 0;
        }

        return count;
    }

    private static float Edge(ReadOnlySpan<float> picture)
    {
        var darkest = 0f;
        for (var i = 0; i < Digits.Size; i++)
        {
            darkest = Math.Max(darkest, Math.Max(picture[i], picture[^(i + 1)]));
            darkest = Math.Max(darkest, Math.Max(picture[i * Digits.Size], picture[(i * Digits.Size) + Digits.Size - 1]));
        }

        return darkest;
    }
}
