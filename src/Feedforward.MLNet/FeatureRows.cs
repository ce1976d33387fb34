using Feedforward.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedforward.MLNet;

/// <summary>The features' column, and which of its numbers the model reads.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Width">How many numbers a row has.</param>
/// <param name="Slots">For each column of the model the place of its number in a row.</param>
internal sealed record FeatureRows(string Column, int Width, int[] Slots)
{
    private const int MostOnStack = 256;

    /// <summary>How ML.NET reads a row.</summary>
    public SchemaDefinition Definition
    {
        get
        {
            var definition = SchemaDefinition.Create(typeof(FeatureRow));
            definition[nameof(FeatureRow.Features)].ColumnName = Column;
            definition[nameof(FeatureRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Width);
            return definition;
        }
    }

    /// <summary>A view of no rows, to fit what has nothing to learn.</summary>
    public IDataView None() => new MLContext().Data.LoadFromEnumerable(Array.Empty<FeatureRow>(), Definition);

    /// <summary>Predicts a row; see <see cref="TabularModel.Predict(ReadOnlySpan{float}, Span{float})"/>.</summary>
    public void Predict(TabularModel model, in VBuffer<float> row, Span<float> prediction)
    {
        // Of a sparse row the numbers that are not there are 0.
        var all = Width <= MostOnStack ? stackalloc float[Width] : new float[Width];
        row.CopyTo(all);
        var read = Slots.Length <= MostOnStack ? stackalloc float[Slots.Length] : new float[Slots.Length];
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = all[Slots[i]];
        }

        model.Predict(read, prediction);
    }
}
