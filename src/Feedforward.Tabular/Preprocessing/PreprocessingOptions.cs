namespace Feedforward.Tabular;

/// <summary>Which encoders <see cref="TablePreprocessing"/> fits where there is a choice.</summary>
public sealed record PreprocessingOptions
{
    /// <summary>Numbers standardised, categories one-hot.</summary>
    public static PreprocessingOptions Default { get; } = new();

    /// <summary>What happens to columns of numbers. Dates and vectors are standardised in any case.</summary>
    public NumberScaling Numbers { get; init; }

    /// <summary>
    /// From how many categories in the training part on a column becomes a code to be embedded
    /// (<see cref="CategoryCodeEncoder"/>) rather than one-hot features (<see cref="CategoryEncoder"/>): 1 or more, or null for never.
    /// </summary>
    public int? CodesFrom { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range; the message names it.</exception>
    internal void Check()
    {
        if (!Enum.IsDefined(Numbers))
        {
            throw new ArgumentOutOfRangeException(nameof(Numbers), Numbers, "There is no such scaling of numbers.");
        }

        if (CodesFrom < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(CodesFrom), CodesFrom, "The number of categories from which on a column is coded is 1 or more, or null for never.");
        }
    }
}
