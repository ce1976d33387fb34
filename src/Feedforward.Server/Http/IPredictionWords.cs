using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>How rows are written in a request, and predictions in its answer.</summary>
internal interface IPredictionWords
{
    /// <summary>Whether the rows come as CSV.</summary>
    bool IsCsv { get; }

    /// <summary>Reads the rows.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="rows">Takes the cells, and what is wrong with them.</param>
    /// <returns>What is wrong with the request as a whole, or null.</returns>
    Problem? Read(ReadOnlyMemory<byte> body, LoadedModel model, RequestRows rows);

    /// <summary>Answers.</summary>
    void Answer(Exchange exchange, LoadedModel model, PredictedRows predicted, RequestRows rows, EncodingCounts counts);
}
