namespace Feedforward.Cli;

/// <summary>What was asked for cannot be done that way; the message says what can.</summary>
internal sealed class UsageException(string message) : Exception(message);
