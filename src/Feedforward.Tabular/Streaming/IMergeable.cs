namespace Feedforward.Tabular;

/// <summary>What is known of some rows, as bytes that can be added to what is known of others.</summary>
internal interface IMergeable
{
    /// <summary>Writes everything that is known.</summary>
    void Write(BinaryWriter writer);

    /// <summary>Adds what was written of rows that come behind these. Into one that knows nothing yet it brings the same bits back.</summary>
    void Merge(BinaryReader reader);
}
