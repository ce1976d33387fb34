using Feedforward.Mpi;

namespace Feedforward.Cli;

/// <summary>
/// The processes that mpirun or srun started together with this one. Rank 0 alone reads the terminal, prints and writes files; the
/// others keep off the console, which writes codes of its own when it is first used.
/// </summary>
internal sealed class Ranks
{
    private static readonly string[] s_shared = ["train", "tune"];

    private readonly MpiLaunch? _launch;
    private MpiCollective? _joined;

    private Ranks(MpiLaunch? launch) => _launch = launch;

    /// <summary>A process that was started by itself.</summary>
    public static Ranks None { get; } = new(null);

    /// <summary>Those of this process.</summary>
    public static Ranks OfProcess() => MpiLaunch.Find() is { } launch ? new(launch) : None;

    /// <summary>Whether a launcher started this process.</summary>
    public bool AreLaunched => _launch is not null;

    /// <summary>Whether this process prints and writes.</summary>
    public bool IsFirst => _launch is not { Rank: > 0 };

    /// <summary>
    /// Whether the processes do without messages, as in a search or a cross-validation: then one that fails or dies leaves the others to go on. They still all see the same files.
    /// </summary>
    public bool WorkApart { get; set; }

    /// <summary>Which of the processes this is, and how many there are; the first of one where it was started by itself or that is not known.</summary>
    public (int Rank, int Size) Place => _launch is null ? (0, 1) : (_launch.Rank, _launch.Size ?? 1);

    /// <summary>What the processes of this job have in common and those of others have not; null where the launcher gives no name.</summary>
    public string? Job => _launch?.Job;

    /// <summary>Whether the others go on where this process fails; else rank 0 has said why not.</summary>
    public bool OthersGoOn { get; set; } = true;

    /// <summary>What this process failed by.</summary>
    public Failure? Failure { get; set; }

    /// <summary>How many threads each should take where nobody said; 0 where this process is alone.</summary>
    public int Threads => _launch?.Threads ?? 0;

    /// <summary>Whether there is nothing to do here: most verbs are the work of one process.</summary>
    public bool IsIdle(string[] arguments) => !IsFirst && !(arguments.Length > 0 && s_shared.Contains(arguments[0]));

    /// <summary>Joins the others, once; null where there are none.</summary>
    public MpiCollective? Join() => _launch is null ? null : _joined ??= MpiCollective.Join(_launch);

    /// <summary>
    /// Waits for the others and leaves. Ranks that all failed say so once, by rank 0; one that failed alone says it with its number and
    /// ends the job, as the others would wait for it without end.
    /// </summary>
    /// <param name="code">The exit code of this process.</param>
    /// <returns>The exit code to end with: the job's is that of rank 0.</returns>
    public int End(int code)
    {
        var hasFailed = Failure is not null;
        if (WorkApart && _launch is { } apart && !IsFirst)
        {
            // A code other than 0 would make the launcher end the others.
            if (OthersGoOn && Failure is { } failure)
            {
                RankMessage.Write(apart.Rank, apart.Size, $"{failure.Message} The others go on without it.");
            }

            return ExitCode.Success;
        }

        if (_joined is { } job && !job.Leave(hasFailed))
        {
            job.Abort(IsFirst ? string.Empty : Failure!.Message, code);
        }

        return IsFirst || (_joined is null && hasFailed) ? code : ExitCode.Success;
    }
}
