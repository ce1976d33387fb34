namespace Feedforward.Schedules;

/// <summary>The factor by which the learning rate is multiplied in each step: a function of time alone.</summary>
public abstract class Schedule
{
    private static readonly Schedule[] s_all =
        [
            new Constant(), new StepDecay(), new Cosine(), new CosineOfLogarithm(), new FlatCosine(), new OneCycle(), new WarmUp(),
            new OnPlateau(),
        ];

    private protected Schedule(string name) => Name = name;

    /// <summary>Every built-in schedule, with the usual values of its constants.</summary>
    public static IReadOnlyList<Schedule> All => s_all;

    /// <summary>The name by which it is chosen, in lower case.</summary>
    public string Name { get; }

    /// <summary>The built-in schedule with a name (case does not matter), with the usual values of its constants.</summary>
    /// <param name="name">For example "cosine".</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists the names.</exception>
    public static Schedule Named(string name)
    {
        foreach (var schedule in s_all)
        {
            if (string.Equals(schedule.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return schedule;
            }
        }

        throw new ArgumentException(
            $"There is no schedule '{name}'. The schedules are: {string.Join(", ", s_all.Select(s => s.Name))}.", nameof(name));
    }

    /// <summary>The factor for a step.</summary>
    /// <param name="time">How far training has come.</param>
    public abstract double Factor(in ScheduleTime time);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The exception for a constant outside the range that its description gives.</summary>
    private protected static ArgumentOutOfRangeException Outside(string name, double value) =>
        new(name, value, "The constant is outside its range.");
}
