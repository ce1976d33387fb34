using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>Reads named-column records from CSV with a header (RFC 4180), as a file of data is read.</summary>
internal static class CsvRecords
{
    private const string Records = "#/rows";

    /// <summary>Reads a whole body.</summary>
    /// <param name="body">The text's bytes.</param>
    /// <param name="model">Knows the columns.</param>
    /// <param name="rows">Takes the cells and the faults.</param>
    public static void Read(Stream body, LoadedModel model, RequestRows rows)
    {
        try
        {
            using var reader = (RowReader)TableFile.OpenCsv(body, new ReadOptions { MaximumRowLength = (int)Math.Min(body.Length + 1, int.MaxValue) });
            if (Ordinals(reader, model, rows) is not { } ordinals)
            {
                return;
            }

            for (var row = 0; !rows.TooMany && Advance(reader, rows, row); row++)
            {
                for (var column = 0; column < ordinals.Length; column++)
                {
                    rows.Add(column, reader.GetText(ordinals[column]), row);
                }

                rows.EndRow(Records, row);
            }
        }
        catch (DataException fault)
        {
            rows.Fault(Pointer.Root, fault.Message);
        }
    }

    /// <summary>For each column of the model its place in the text; null where one is not there.</summary>
    private static int[]? Ordinals(RowReader reader, LoadedModel model, RequestRows rows)
    {
        var ordinals = new int[model.Features.Count];
        Array.Fill(ordinals, -1);
        for (var ordinal = 0; ordinal < reader.FieldCount; ordinal++)
        {
            var name = reader.GetName(ordinal);
            if (model.Find(name) is var column and >= 0)
            {
                ordinals[column] = ordinal;
            }
            else
            {
                rows.AddUnknown(name);
            }
        }

        for (var column = 0; column < ordinals.Length; column++)
        {
            if (ordinals[column] < 0)
            {
                rows.Fault(Pointer.Of(Pointer.Root, model.Features[column].Name), "expected a column of this name in the header, found none");
            }
        }

        return rows.FaultCount == 0 ? ordinals : null;
    }

    /// <summary>The next row; false at the end, and where a row is such that what follows cannot be understood.</summary>
    private static bool Advance(RowReader reader, RequestRows rows, int row)
    {
        try
        {
            return reader.Read();
        }
        catch (DataException fault)
        {
            rows.Fault(Pointer.Of(Records, row), fault.Message);
            return false;
        }
    }
}
