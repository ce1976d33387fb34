using Feedforward.Schedules;

namespace Feedforward.Tests.Schedules;

/// <summary>The factor of the learning rate over time, by hand-worked numbers.</summary>
public sealed class ScheduleTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    public void Constant_is_1(long step) => Assert.Equal(1, new Constant().Factor(At(step, 100)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 0.5)]
    [InlineData(3, 0.5)]
    [InlineData(4, 0.25)]
    [InlineData(7, 0.125)]
    public void Step_decay_halves_every_second_epoch(int epoch, double expected) =>
        Assert.Equal(expected, new StepDecay(2, 0.5).Factor(new ScheduleTime(epoch * 10, 100, epoch, [])), 15);

    /// <summary>½(1 + cos πt) at t = 0, ¼, ⅓, ½, ¾.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 0.8535533905932737)]
    [InlineData(4, 0.75)]
    [InlineData(6, 0.5)]
    [InlineData(9, 0.1464466094067262)]
    public void Cosine_falls_from_1_to_0(long step, double expected) =>
        Assert.Equal(expected, new Cosine().Factor(At(step, 12)), 14);

    /// <summary>½(1 − cos(2π·log₂(1 + 15t))): 0 at 1 + 15t = 1, 2, 4, 8, 16 and 1 half-way between in the logarithm; at t = ½ log₂ 8.5 = 3.08746284.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 0)]
    [InlineData(30, 0)]
    [InlineData(70, 0)]
    [InlineData(75, 0.07361893)]
    [InlineData(150, 0)]
    public void Cosine_of_logarithm_makes_four_waves(long step, double expected) =>
        Assert.Equal(expected, new CosineOfLogarithm().Factor(At(step, 150)), 7);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(49, 1)]
    [InlineData(50, 1)]
    [InlineData(75, 0.5)]
    [InlineData(100, 0)]
    public void Flat_cosine_falls_in_its_second_half(long step, double expected) =>
        Assert.Equal(expected, new FlatCosine().Factor(At(step, 100)), 14);

    /// <summary>Up from 1/25 over the first 30 of 100 steps, then down to 1/250,000; half-way up it is (1/25 + 1)/2, half-way down (1 + 1/250,000)/2.</summary>
    [Theory]
    [InlineData(0, 0.04)]
    [InlineData(15, 0.52)]
    [InlineData(30, 1)]
    [InlineData(65, 0.500002)]
    [InlineData(100, 0.000004)]
    public void One_cycle_rises_and_falls(long step, double expected) =>
        Assert.Equal(expected, new OneCycle().Factor(At(step, 100)), 12);

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(4, 0.5)]
    [InlineData(9, 1)]
    [InlineData(50, 1)]
    public void Warm_up_rises_in_a_line(long step, double expected) =>
        Assert.Equal(expected, new WarmUp(0.1).Factor(At(step, 100)), 14);

    [Fact]
    public void Warm_up_multiplies_with_what_follows()
    {
        var schedule = new WarmUp(0.1, new StepDecay(1, 0.5));
        Assert.Equal(0.25 * 0.5, schedule.Factor(new ScheduleTime(4, 100, 2, [])), 14);
        Assert.Equal(0.125, schedule.Factor(new ScheduleTime(40, 100, 3, [])), 14);
    }

    /// <summary>Patience 2: the third epoch in a row that is not better divides the rate by 10, and waiting begins anew.</summary>
    [Theory]
    [InlineData(1, new double[] { })]
    [InlineData(1, new[] { 3, 2, 1.0 })]
    [InlineData(1, new[] { 1, 1, 1.0 })]
    [InlineData(0.1, new[] { 1, 1, 1, 1.0 })]
    [InlineData(0.1, new[] { 1, 1, 1, 1, 1, 1.0 })]
    [InlineData(0.01, new[] { 1, 1, 1, 1, 1, 1, 1.0 })]
    [InlineData(1, new[] { 1, 1, 1, 0.5, 0.6, 0.6 })]
    [InlineData(0.1, new[] { 1, 0.99995, 0.99995, 0.99995 })]
    public void On_plateau_falls_where_the_risk_does_not(double expected, double[] risks) =>
        Assert.Equal(expected, new OnPlateau(2, 0.1).Factor(new ScheduleTime(0, 100, risks.Length, risks)), 15);

    [Fact]
    public void Every_schedule_stays_within_0_and_1_and_has_a_name()
    {
        Assert.All(Schedule.All, schedule =>
        {
            Assert.Same(schedule, Schedule.Named(schedule.Name));
            for (var step = 0; step < 50; step++)
            {
                Assert.InRange(schedule.Factor(new ScheduleTime(step, 50, step, [])), 0, 1);
            }
        });
        Assert.Contains("one-cycle", Assert.Throws<ArgumentException>(() => Schedule.Named("none")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constants_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepDecay(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepDecay(factor: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycle(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycle(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmUp(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnPlateau(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnPlateau(factor: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnPlateau(threshold: -0.1));
    }

    private static ScheduleTime At(long step, long total) => new(step, total, 0, []);
}
