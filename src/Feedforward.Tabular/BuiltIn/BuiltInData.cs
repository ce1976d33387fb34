using Feedforward.Randomness;

namespace Feedforward.Tabular.BuiltIn;

/// <summary>
/// Data that the library makes itself. The numbers depend on the seed alone, to the last bit and on every machine:
/// they are computed with addition, multiplication, division and square root, which IEEE 754 rounds in one way.
/// A row depends on the seed and its own number only, so a longer set begins with the shorter one.
/// A new set is one class in one file and one line in <see cref="All"/>.
/// </summary>
public abstract class BuiltInData
{
    /// <summary>All built-in sets; the first is the default of training.</summary>
    public static IReadOnlyList<BuiltInData> All { get; } =
    [
        new Digits(),
        new Xor(),
        new Moons(),
        new Circles(),
        new Spirals(),
        new Blobs(),
        new Sine(),
    ];

    /// <summary>The name by which the set is asked for, in lower case.</summary>
    public abstract string Name { get; }

    /// <summary>What the set is, in one sentence.</summary>
    public abstract string Description { get; }

    /// <summary>How many rows are made where no number is asked for.</summary>
    public abstract int DefaultCount { get; }

    /// <summary>The names of the inputs, in order; one name for all of them where they form a vector, such as a picture.</summary>
    public abstract IReadOnlyList<string> InputNames { get; }

    /// <summary>How many numbers an example has as input.</summary>
    public virtual int Width => InputNames.Count;

    /// <summary>The name of the target.</summary>
    public abstract string TargetName { get; }

    /// <summary>The names of the classes, in the order of their numbers; empty where the target is a number.</summary>
    public abstract IReadOnlyList<string> ClassNames { get; }

    /// <summary>What is to be predicted.</summary>
    public LearningTask Task => ClassNames.Count switch
    {
        0 => LearningTask.Regression,
        2 => LearningTask.Binary,
        _ => LearningTask.Multiclass,
    };

    /// <summary>The set of a name.</summary>
    /// <param name="name">The name; upper and lower case are the same.</param>
    /// <returns>The set, or null where no set has the name.</returns>
    public static BuiltInData? Find(string name) =>
        All.FirstOrDefault(data => string.Equals(data.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The set of a name.</summary>
    /// <param name="name">The name; upper and lower case are the same.</param>
    /// <exception cref="ArgumentException">No set has the name; the message lists those there are.</exception>
    public static BuiltInData Named(string name) =>
        Find(name) ?? throw new ArgumentException(
            $"There is no built-in set '{name}'; there are {string.Join(", ", All.Select(data => data.Name))}.", nameof(name));

    /// <summary>Makes the data.</summary>
    /// <param name="seed">Another seed gives other data of the same kind.</param>
    /// <param name="count">How many rows, 1 or more; without it <see cref="DefaultCount"/>.</param>
    /// <param name="noise">The factor of all normal noise: 0 for none, 1 for as much as the set has by itself.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive, or <paramref name="noise"/> is negative.</exception>
    public BuiltInSet Generate(ulong seed, int? count = null, double noise = 1)
    {
        var rows = count ?? DefaultCount;
        ArgumentOutOfRangeException.ThrowIfNegative(noise);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows, nameof(count));
        var inputs = new Matrix<float>(rows, Width);
        var targets = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var draws = new Draws(new RandomStream(seed, RandomPurpose.Data, (uint)row), noise);
            targets[row] = Example(ref draws, row, inputs.Row(row));
        }

        return new BuiltInSet(Name, Task, inputs, targets, InputNames, TargetName, ClassNames);
    }

    /// <summary>Makes one row.</summary>
    /// <param name="draws">The random numbers of this row.</param>
    /// <param name="row">The row, counted from 0: sets of classes go through them in turn, so that all are equally frequent.</param>
    /// <param name="inputs">Where the inputs are written.</param>
    /// <returns>The target: a number, or the class counted from 0.</returns>
    private protected abstract float Example(ref Draws draws, int row, Span<float> inputs);
}
