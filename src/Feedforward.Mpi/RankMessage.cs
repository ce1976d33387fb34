using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Feedforward.Mpi;

/// <summary>What a rank that keeps off the console has to say nevertheless.</summary>
public static class RankMessage
{
    /// <summary>Writes a line to standard error. Not by the console, which writes codes of its own when it is first used.</summary>
    /// <param name="rank">Who says it.</param>
    /// <param name="size">How many ranks there are; null where nobody knows.</param>
    /// <param name="text">What is said.</param>
    public static void Write(int rank, int? size, string text)
    {
        using var error = new FileStream(new SafeFileHandle(2, ownsHandle: false), FileAccess.Write, 0);
        error.Write(Encoding.UTF8.GetBytes($"feedforward: rank {rank}{(size is { } all ? $" of {all}" : string.Empty)}: {text}\n"));
    }
}
