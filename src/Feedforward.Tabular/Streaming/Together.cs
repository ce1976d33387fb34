using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>Work of which each process that trains together does a part. What one of them fails by, all throw, so that none waits for it without end.</summary>
internal static class Together
{
    private const double Failed = -1;
    private const double Cancelled = -2;

    /// <summary>The others, where there are some.</summary>
    public static Collective? Others(Collective? collective) => collective is { Size: > 1 } ? collective : null;

    /// <summary>Does this process's part, and waits for the others to do theirs.</summary>
    /// <param name="others">The processes; null where this one is alone.</param>
    /// <param name="cancellation">Stops them all, whichever of them it reaches.</param>
    /// <param name="part">The part of this one; returns how much it has done, 0 or more.</param>
    /// <returns>How much all have done.</returns>
    /// <exception cref="DataException">One of them failed; of several the first.</exception>
    /// <exception cref="OperationCanceledException">One of them was stopped.</exception>
    public static long Do(Collective? others, CancellationToken cancellation, Func<long> part)
    {
        if (others is null)
        {
            cancellation.ThrowIfCancellationRequested();
            return part();
        }

        var (done, fault) = (new double[others.Size], (DataException?)null);
        try
        {
            done[others.Rank] = cancellation.IsCancellationRequested ? Cancelled : part();
        }
        catch (DataException e)
        {
            (done[others.Rank], fault) = (Failed, e);
        }
        catch (OperationCanceledException)
        {
            done[others.Rank] = Cancelled;
        }

        others.Share(done);
        if (Array.IndexOf(done, Failed) is >= 0 and var first)
        {
            RankMessages.Exchange(others, others.Rank == first ? [writer => Write(writer, fault!, first)] : [], reader => fault = Read(reader));
            throw fault!;
        }

        return done.Contains(Cancelled) ? throw new OperationCanceledException(cancellation) : (long)done.Sum();
    }

    private static void Write(BinaryWriter writer, DataException fault, int rank)
    {
        // A bad cell is the same for all; what is wrong with a machine is wrong there.
        writer.Write(fault.Row is null && fault.Column is null ? $"rank {rank}: {fault.Message}" : fault.Message);
        writer.Write(fault.Row ?? 0);
        writer.Write(fault.Column ?? string.Empty);
    }

    private static DataException Read(BinaryReader reader) => new(
        reader.ReadString(),
        reader.ReadInt64() is > 0 and var row ? row : null,
        reader.ReadString() is { Length: > 0 } column ? column : null);
}
