using System.Globalization;

namespace Feedforward.Mpi;

/// <summary>What a launcher such as mpirun or srun told this process in its environment. Reading it needs no MPI library.</summary>
/// <param name="Rank">Which of the processes this is, from 0.</param>
/// <param name="Size">How many there are; null where the launcher does not say.</param>
/// <param name="LocalSize">How many of them are on this machine; null where the launcher does not say.</param>
/// <param name="IsOpenMpi">Whether it is Open MPI's own launcher, so that no other library can join.</param>
public sealed record MpiLaunch(int Rank, int? Size, int? LocalSize, bool IsOpenMpi)
{
    /// <summary>A name that the processes of this job have in common and other jobs of the machine have not; null where the launcher gives none.</summary>
    public string? Job { get; init; }

    /// <summary>The launch of this process; null where it was started by itself.</summary>
    public static MpiLaunch? Find() => Find(Environment.GetEnvironmentVariable);

    internal static MpiLaunch? Find(Func<string, string?> variable)
    {
        // Open MPI 4 and 5; MPICH, Intel MPI, MVAPICH and srun --mpi=pmi2; PMIx alone, as srun --mpi=pmix and prterun give it.
        if (Number("OMPI_COMM_WORLD_RANK") is { } openRank && Number("OMPI_COMM_WORLD_SIZE") is { } openSize)
        {
            return new MpiLaunch(openRank, openSize, Number("OMPI_COMM_WORLD_LOCAL_SIZE"), true) { Job = Job() };
        }

        if (Number("PMI_RANK") is { } rank)
        {
            return new MpiLaunch(rank, Number("PMI_SIZE") ?? Tasks(), Number("MPI_LOCALNRANKS"), false) { Job = Job() };
        }

        return Number("PMIX_RANK") is { } bare ? new MpiLaunch(bare, Tasks(), null, false) { Job = Job() } : null;

        int? Number(string name) =>
            int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

        // srun counts the steps of a job; PMIx names what it starts.
        string? Job() => variable("SLURM_JOB_ID") is { } job && variable("SLURM_STEP_ID") is { } step ? $"{job}-{step}"
            : variable("PMIX_NAMESPACE") is { } name ? string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '-'))
            : null;

        int? Tasks() => Number("SLURM_STEP_NUM_TASKS") ?? Number("SLURM_NTASKS");
    }

    /// <summary>How many threads each process should take where nobody said: the machine's processors shared out.</summary>
    public int Threads => Math.Max(1, Environment.ProcessorCount / (IsBound ? 1 : LocalSize ?? 1));

    /// <summary>Whether the launcher gave this process fewer processors than the machine has.</summary>
    private static bool IsBound =>
        File.Exists("/sys/devices/system/cpu/online")
        && Environment.ProcessorCount < Count(File.ReadAllText("/sys/devices/system/cpu/online").Trim());

    /// <summary>How many numbers a list such as <c>0-3,8</c> has.</summary>
    internal static int Count(string list)
    {
        var count = 0;
        foreach (var part in list.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            count += int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last - first + 1 : 0;
        }

        return count;
    }
}
