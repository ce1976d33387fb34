using Feedforward.Tabular;

namespace Feedforward.Cli.Options;

/// <summary>Which column is predicted, and whether the columns that were named are there.</summary>
internal static class TargetChoice
{
    /// <summary>The named target; that of a built-in set; or, beside the pictures of an IDX file, their label.</summary>
    /// <param name="table">The data.</param>
    /// <param name="named">The target that was named, or null.</param>
    /// <param name="source">How the data are called.</param>
    /// <exception cref="UsageException">It has to be named.</exception>
    public static string Of(Table table, string? named, DataSource source)
    {
        if ((named ?? source.Target) is { } target)
        {
            return target;
        }

        return table.Columns is [VectorColumn, var label] ? label.Name : Of(table.Columns.Select(column => column.Name), null, source);
    }

    /// <summary>The named target.</summary>
    /// <param name="names">The columns.</param>
    /// <param name="named">The target that was named, or null.</param>
    /// <param name="source">How the data are called.</param>
    /// <exception cref="UsageException">It has to be named.</exception>
    public static string Of(IEnumerable<string> names, string? named, DataSource source) => named ?? throw new UsageException(
            $"Which column is to be predicted? Name it with --target. The columns of {source.Name} are: {ColumnNames.List(names)}.");

    /// <summary>Complains about a column that is not there.</summary>
    public static void Check(Table table, TabularOptions options) => Check([.. table.Columns.Select(column => column.Name)], options);

    /// <summary>Complains about a column that is not among these.</summary>
    public static void Check(IReadOnlyCollection<string> names, TabularOptions options)
    {
        ColumnNames.Check("--target", [options.Target], names);
        ColumnNames.Check("--drop", options.Drop, names);
        ColumnNames.Check("--type", options.Types.Keys, names);
        if (options.Drop.Contains(options.Target))
        {
            throw new UsageException($"--drop: '{options.Target}' is the target and cannot be left out.");
        }
    }
}
