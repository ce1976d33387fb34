namespace Feedforward;

/// <summary>The data cannot be used as they are; says which row and column, where there is one.</summary>
public sealed class DataException : FeedforwardException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was expected, what was found, and what to do.</param>
    /// <param name="row">The row (for a file: the line) counted from 1, or null.</param>
    /// <param name="column">The column's name, or null.</param>
    /// <param name="inner">The cause, or null.</param>
    public DataException(string message, long? row = null, string? column = null, Exception? inner = null)
        : base(message, inner)
    {
        Row = row;
        Column = column;
    }

    /// <summary>The row (for a file: the line) counted from 1, or null where no single row is at fault.</summary>
    public long? Row { get; }

    /// <summary>The column's name, or null where no single column is at fault.</summary>
    public string? Column { get; }
}
