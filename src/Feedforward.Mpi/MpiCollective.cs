using System.Diagnostics;
using System.Runtime.InteropServices;
using Feedforward.Mpi.Native;
using Feedforward.Training;

namespace Feedforward.Mpi;

/// <summary>The processes of an MPI job. Whoever joins makes all calls on the thread that joined.</summary>
public sealed class MpiCollective : Collective
{
    // Tags wrap long before the smallest limit that MPI allows, and never so that two sums under way share one.
    private const int Tags = 16_384;
    private const int LooksBeforeYielding = 200;
    private const int MillisecondsBeforeSleeping = 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly MpiLibrary _library;
    private readonly nint _farewell;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly List<TreeSum> _begun = [];
    private readonly Stack<TreeSum> _idle = [];
    private readonly int[] _counts;
    private readonly int[] _places;
    private double[] _shared = [];
    private int _tag;

    private MpiCollective(MpiLibrary library)
    {
        _library = library;
        Rank = library.Rank();
        Size = library.Size();
        _farewell = library.DuplicateWorld();
        _counts = GC.AllocateArray<int>(Size, pinned: true);
        _places = GC.AllocateArray<int>(Size, pinned: true);
    }

    /// <inheritdoc/>
    public override int Rank { get; }

    /// <inheritdoc/>
    public override int Size { get; }

    /// <summary>Which library the processes talk by, in its own words.</summary>
    public string LibraryVersion => MpiLibrary.FirstLine(_library.Version);

    internal MpiLibrary Library => _library;

    /// <summary>Joins the job that this process was started for. A process can join once.</summary>
    /// <param name="launch">What the launcher said, as <see cref="MpiLaunch.Find()"/> gives it; or null.</param>
    /// <exception cref="MpiException">There is no library, it does not belong to the launcher, or it cannot begin.</exception>
    public static MpiCollective Join(MpiLaunch? launch)
    {
        MpiLibrary.MakeRoomForTheRuntime();
        var library = MpiLibrary.Load(launch, Environment.GetEnvironmentVariable(MpiLibrary.Variable));
        if (!library.Initialize())
        {
            throw new MpiException($"This MPI library was built for programs without threads (it offers less than MPI_THREAD_FUNNELED): {MpiLibrary.FirstLine(library.Version)}.");
        }

        var collective = new MpiCollective(library);
        return launch?.Size is not { } size || size == collective.Size
            ? collective
            : throw new MpiException(
                $"The launcher started {size} processes, but the MPI library sees {collective.Size}: it is not the library of this mpirun or srun. It is {collective.LibraryVersion}. Use its own mpirun, or name the right library in {MpiLibrary.Variable}.");
    }

    /// <inheritdoc/>
    public override void BeginSum(ReadOnlySpan<Memory<float>> partials, int shards, Memory<float> total)
    {
        CheckThread();
        var sum = _idle.TryPop(out var idle) ? idle : new TreeSum(_library, Rank, Size);
        sum.Begin(partials, shards, total, _tag);
        _tag = (_tag + 1) % Tags;
        _begun.Add(sum);
        Advance();
    }

    /// <inheritdoc/>
    public override void CompleteSums()
    {
        CheckThread();
        var (looks, since) = (0, Environment.TickCount64);
        while (_begun.Count > 0)
        {
            (looks, since) = Advance() ? (0, Environment.TickCount64) : (looks + 1, since);
            Rest(looks, since);
        }
    }

    /// <inheritdoc/>
    public override void Share(Span<double> values)
    {
        if (_shared.Length < values.Length)
        {
            _shared = GC.AllocateArray<double>(values.Length, pinned: true);
        }

        values.CopyTo(_shared);
        nint request = 0;
        _library.Reduce(AddressOf(_shared), values.Length, _library.Abi.Double, _library.Abi.Sum, new Span<nint>(ref request));
        Wait(request);
        _shared.AsSpan(0, values.Length).CopyTo(values);
    }

    /// <inheritdoc/>
    public override void Gather(Memory<float> values, ReadOnlySpan<int> starts)
    {
        for (var rank = 0; rank < Size; rank++)
        {
            (_counts[rank], _places[rank]) = (starts[rank + 1] - starts[rank], starts[rank]);
        }

        using var pin = values.Pin();
        nint request = 0;
        _library.Gather(MpiLibrary.AddressOf(pin), AddressOf(_counts), AddressOf(_places), new Span<nint>(ref request));
        Wait(request);
    }

    /// <inheritdoc/>
    public override void Broadcast(Memory<byte> values, int root)
    {
        using var pin = values.Pin();
        nint request = 0;
        _library.Broadcast(MpiLibrary.AddressOf(pin), values.Length, root, new Span<nint>(ref request));
        Wait(request);
    }

    /// <inheritdoc/>
    public override void Barrier()
    {
        nint request = 0;
        _library.Barrier(_library.Abi.World, new Span<nint>(ref request));
        Wait(request);
    }

    /// <inheritdoc/>
    public override void Abort(string message) => Abort(message, 1);

    /// <summary>Ends the job on all ranks.</summary>
    /// <param name="message">Why; written to standard error with the rank. Nothing where it was said already.</param>
    /// <param name="code">The exit code of the job.</param>
    public void Abort(string message, int code)
    {
        if (message.Length > 0)
        {
            RankMessage.Write(Rank, Size, message);
        }

        _library.Abort(code);
    }

    /// <summary>
    /// Leaves the job when all have come to their ends, waiting without burning a processor.
    /// </summary>
    /// <param name="hasFailed">Whether this rank failed. Ranks that all failed alike leave quietly; one that finds itself alone returns after two seconds.</param>
    /// <returns>Whether all came; otherwise the caller should <see cref="Abort(string, int)"/>.</returns>
    public bool Leave(bool hasFailed)
    {
        nint request = 0;
        _library.Barrier(_farewell, new Span<nint>(ref request));
        var clock = Stopwatch.StartNew();
        while (!_library.Test(new Span<nint>(ref request)))
        {
            if (hasFailed && clock.Elapsed > s_patience)
            {
                return false;
            }

            Thread.Sleep(1);
        }

        _library.End();
        return true;
    }

    internal void Wait(nint request)
    {
        CheckThread();
        var since = Environment.TickCount64;
        for (var looks = 0; !_library.Test(new Span<nint>(ref request)); looks++)
        {
            Rest(looks, since);
        }
    }

    internal static nint AddressOf<T>(T[] pinned) => Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    /// <summary>Lets the sums under way go on; whether one was finished.</summary>
    private bool Advance()
    {
        var before = _begun.Count;
        for (var i = 0; i < _begun.Count; i++)
        {
            if (_begun[i].Advance())
            {
                _idle.Push(_begun[i]);
                _begun.RemoveAt(i--);
            }
        }

        return _begun.Count < before;
    }

    /// <summary>Where there are more processes than processors, others need the one that this waits on; who waits for long, as for another's part of the data, lets it go.</summary>
    private static void Rest(int looks, long since)
    {
        if (looks > LooksBeforeYielding)
        {
            if (Environment.TickCount64 - since > MillisecondsBeforeSleeping)
            {
                Thread.Sleep(1);
            }
            else
            {
                _ = Thread.Yield();
            }
        }
    }

    private void CheckThread()
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("MPI was asked for calls from the thread that joined, and this is another one.");
        }
    }
}
