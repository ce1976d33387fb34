using System.Globalization;

namespace Feedforward.Benchmarks.Measuring;

/// <summary>The command line that every program to be compared understands: [--quick] and words.</summary>
/// <param name="Stretches">How to measure.</param>
/// <param name="Words">What to measure.</param>
public sealed record PeerArguments(Stretches Stretches, IReadOnlyList<string> Words)
{
    /// <summary>Reads a command line; numbers are written the same way everywhere from then on.</summary>
    public static PeerArguments Of(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        return new(
            arguments.Contains("--quick") ? Stretches.Quick : Stretches.Usual,
            [.. arguments.Where(argument => argument != "--quick")]);
    }
}
