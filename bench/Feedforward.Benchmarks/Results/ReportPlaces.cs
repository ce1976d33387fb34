namespace Feedforward.Benchmarks.Results;

/// <summary>Where a report goes.</summary>
/// <param name="Folder">The folder of its files.</param>
/// <param name="Document">The document whose block is replaced, or null.</param>
internal sealed record ReportPlaces(string Folder, string? Document);
