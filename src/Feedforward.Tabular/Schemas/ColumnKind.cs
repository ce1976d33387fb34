namespace Feedforward.Tabular;

/// <summary>What a column's cells mean to the model.</summary>
public enum ColumnKind
{
    /// <summary>A number: standardised.</summary>
    Number,

    /// <summary>One of several names: one-hot.</summary>
    Category,

    /// <summary>True or false: 1 or 0.</summary>
    Boolean,

    /// <summary>A date, with or without a time: split into its parts.</summary>
    Date,

    /// <summary>A fixed number of numbers in one cell, such as the pixels of an image: scaled together.</summary>
    Vector,
}
