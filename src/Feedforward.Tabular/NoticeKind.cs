namespace Feedforward.Tabular;

/// <summary>What a <see cref="Notice"/> is about.</summary>
public enum NoticeKind
{
    /// <summary>A column that only names the rows was left out.</summary>
    Identifier,

    /// <summary>A column with one and the same value in every row was left out.</summary>
    Constant,

    /// <summary>A column without any value was left out.</summary>
    AllMissing,

    /// <summary>A column was left out because the caller asked for it.</summary>
    Dropped,

    /// <summary>A column of a type that cannot be read was left out.</summary>
    Unreadable,

    /// <summary>Most cells of a column are numbers but some are not, so it was read as text.</summary>
    MixedNumbers,

    /// <summary>The cells of a column are numbers with a comma, such as 1,5, and were read as text.</summary>
    DecimalComma,

    /// <summary>A column has more categories than are kept.</summary>
    ManyCategories,

    /// <summary>Rows without a target were left out.</summary>
    MissingTarget,

    /// <summary>How the task was chosen.</summary>
    Task,

    /// <summary>A class has so few rows that little can be said about it.</summary>
    RareClass,

    /// <summary>The data have a column that the model does not know; it was ignored.</summary>
    ExtraColumn,

    /// <summary>Cells held a category that the training part did not have.</summary>
    UnseenCategory,

    /// <summary>Cells were missing in a column that had no missing cell in the training part.</summary>
    UnseenMissing,

    /// <summary>Something about how the training went.</summary>
    Training,
}
