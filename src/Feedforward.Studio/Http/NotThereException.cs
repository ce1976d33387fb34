namespace Feedforward.Studio;

/// <summary>Something that was asked for by name does not exist.</summary>
internal sealed class NotThereException(string message) : Exception(message);
