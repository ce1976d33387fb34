namespace Feedforward.Benchmarks.Peers;

/// <summary>A program that was to be compared did not do its work.</summary>
/// <param name="message">Why.</param>
internal sealed class PeerFailure(string message) : Exception(message);
