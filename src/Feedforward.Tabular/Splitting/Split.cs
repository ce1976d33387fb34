using Feedforward.Randomness;

namespace Feedforward.Tabular;

/// <summary>Which rows train the model, which watch over the training, and which judge the result.</summary>
/// <param name="Train">The training part's rows, ascending.</param>
/// <param name="Validation">The validation part's rows, ascending.</param>
/// <param name="Test">The test part's rows, ascending.</param>
public sealed record Split(IReadOnlyList<int> Train, IReadOnlyList<int> Validation, IReadOnlyList<int> Test)
{
    /// <summary>Splits rows at random, a function of the seed.</summary>
    /// <param name="strata">
    /// For each row the group whose share is to be the same in each part, such as its class; −1 for rows in no part
    /// (their target is missing). One and the same number where there are no groups. The only row of a group trains.
    /// </param>
    /// <param name="validation">The share of the rows that are left after the test part, 0 or more and less than 1.</param>
    /// <param name="test">The share of all rows, 0 or more and less than 1.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is outside [0, 1).</exception>
    public static Split Of(ReadOnlySpan<int> strata, double validation, double test, ulong seed)
    {
        Check(validation, nameof(validation));
        Check(test, nameof(test));
        var order = Shuffled(strata, new RandomStream(seed, RandomPurpose.Split));
        var (rest, tested) = Divide(order, strata, test);
        var (train, validated) = Divide(rest, strata, validation);
        return new Split(Ascending(train, strata.Length), Ascending(validated, strata.Length), Ascending(tested, strata.Length));
    }

    /// <summary>Divides rows at random into parts of equal size (they differ by one at most), each group evenly.</summary>
    /// <param name="strata">As in <see cref="Of"/>.</param>
    /// <param name="folds">How many parts, 2 or more.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The rows of each part, ascending.</returns>
    /// <exception cref="DataException">There are fewer rows than parts.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> Folds(ReadOnlySpan<int> strata, int folds, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var order = Shuffled(strata, new RandomStream(seed, RandomPurpose.Split, 1));
        if (order.Length < folds)
        {
            throw new DataException($"{order.Length} rows with a target cannot be divided into {folds} folds.");
        }

        var parts = new List<int>[folds];
        for (var fold = 0; fold < folds; fold++)
        {
            parts[fold] = [.. order.Where((_, i) => i % folds == fold).Order()];
        }

        return parts;
    }

    /// <summary>The rows in random order, then gathered by group, the groups ascending.</summary>
    private static int[] Shuffled(ReadOnlySpan<int> strata, RandomStream random)
    {
        var groups = new Dictionary<int, List<int>>();
        List<int>? members = null;
        var (last, count) = (-1, 0);
        foreach (var row in random.Permutation(strata.Length))
        {
            if (strata[row] is var group && group < 0)
            {
                continue;
            }

            if ((members is null || group != last) && !groups.TryGetValue(group, out members))
            {
                groups.Add(group, members = []);
            }

            last = group;
            members.Add(row);
            count++;
        }

        var order = new int[count];
        count = 0;
        foreach (var group in groups.Keys.Order())
        {
            groups[group].CopyTo(order, count);
            count += groups[group].Count;
        }

        return order;
    }

    /// <summary>
    /// Takes every (1/share)-th row of the order. As the order goes group by group, each group gives its share to
    /// within one row, and the total is the share of all to within one row.
    /// </summary>
    private static (int[] Left, int[] Taken) Divide(ReadOnlySpan<int> order, ReadOnlySpan<int> strata, double share)
    {
        var (left, taken) = (new int[order.Length], new int[order.Length]);
        var (leftCount, takenCount) = (0, 0);
        for (var i = 0; i < order.Length; i++)
        {
            var group = strata[order[i]];
            var isAlone = (i == 0 || strata[order[i - 1]] != group) && (i + 1 == order.Length || strata[order[i + 1]] != group);
            if (Math.Round((i + 1) * share) > Math.Round(i * share) && !isAlone)
            {
                taken[takenCount++] = order[i];
            }
            else
            {
                left[leftCount++] = order[i];
            }
        }

        return (left[..leftCount], taken[..takenCount]);
    }

    private static int[] Ascending(ReadOnlySpan<int> rows, int count)
    {
        var isTaken = new bool[count];
        foreach (var row in rows)
        {
            isTaken[row] = true;
        }

        var ascending = new int[rows.Length];
        for (var (row, i) = (0, 0); row < count; row++)
        {
            if (isTaken[row])
            {
                ascending[i++] = row;
            }
        }

        return ascending;
    }

    private static void Check(double share, string name)
    {
        if (share is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, $"A share of {share} was asked for; it is 0 or more and less than 1.");
        }
    }
}
