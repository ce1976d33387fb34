using System.Runtime.InteropServices;
using System.Text;

namespace Feedforward.Mpi.Native;

/// <summary>The functions of the system's MPI library that training needs, found by name at run time.</summary>
internal sealed unsafe class MpiLibrary
{
    /// <summary>The environment variable that names the library where it has an unusual name or place.</summary>
    public const string Variable = "FEEDFORWARD_MPI_LIBRARY";

    private const int LongestVersion = 8192;

    private readonly nint _library;
    private readonly delegate* unmanaged[Cdecl]<int*, byte***, int, int*, int> _initialize;
    private readonly delegate* unmanaged[Cdecl]<nint, void*, int> _rank;
    private readonly delegate* unmanaged[Cdecl]<nint, void*, int> _size;
    private readonly delegate* unmanaged[Cdecl]<nint, nint*, int> _duplicate;
    private readonly delegate* unmanaged[Cdecl]<void*, int, nint, int, int, nint, nint*, int> _send;
    private readonly delegate* unmanaged[Cdecl]<void*, int, nint, int, int, nint, nint*, int> _receive;
    private readonly delegate* unmanaged[Cdecl]<nint*, int*, nint, int> _test;
    private readonly delegate* unmanaged[Cdecl]<nint, void*, int, nint, nint, nint, nint*, int> _sum;
    private readonly delegate* unmanaged[Cdecl]<nint, int, nint, void*, int*, int*, nint, nint, nint*, int> _gather;
    private readonly delegate* unmanaged[Cdecl]<void*, int, nint, int, nint, nint*, int> _broadcast;
    private readonly delegate* unmanaged[Cdecl]<nint, nint*, int> _barrier;
    private readonly delegate* unmanaged[Cdecl]<nint, int, int> _abort;
    private readonly delegate* unmanaged[Cdecl]<int> _end;

    private MpiLibrary(nint library)
    {
        _library = library;
        var buffer = new byte[LongestVersion];
        int length;
        fixed (byte* text = buffer)
        {
            _ = ((delegate* unmanaged[Cdecl]<byte*, int*, int>)Export("MPI_Get_library_version"))(text, &length);
        }

        Version = Encoding.UTF8.GetString(buffer, 0, Math.Clamp(length, 0, LongestVersion)).Trim('\0', '\n', ' ');
        Abi = NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out _) ? MpiAbi.OpenMpi(library)
            : NativeLibrary.TryGetExport(library, "MPI_Abi_get_version", out _) && !Version.Contains("MPICH Version", StringComparison.Ordinal) ? MpiAbi.Standard
            : IsMpich(Version) ? MpiAbi.Mpich
            : throw new MpiException($"This MPI library is of no known family: {FirstLine(Version)}. Open MPI 4 or 5, MPICH (or Intel MPI, MVAPICH) and libraries with the MPI 5 ABI are.");
        _initialize = (delegate* unmanaged[Cdecl]<int*, byte***, int, int*, int>)Export("MPI_Init_thread");
        _rank = (delegate* unmanaged[Cdecl]<nint, void*, int>)Export("MPI_Comm_rank");
        _size = (delegate* unmanaged[Cdecl]<nint, void*, int>)Export("MPI_Comm_size");
        _duplicate = (delegate* unmanaged[Cdecl]<nint, nint*, int>)Export("MPI_Comm_dup");
        _send = (delegate* unmanaged[Cdecl]<void*, int, nint, int, int, nint, nint*, int>)Export("MPI_Isend");
        _receive = (delegate* unmanaged[Cdecl]<void*, int, nint, int, int, nint, nint*, int>)Export("MPI_Irecv");
        _test = (delegate* unmanaged[Cdecl]<nint*, int*, nint, int>)Export("MPI_Test");
        _sum = (delegate* unmanaged[Cdecl]<nint, void*, int, nint, nint, nint, nint*, int>)Export("MPI_Iallreduce");
        _gather = (delegate* unmanaged[Cdecl]<nint, int, nint, void*, int*, int*, nint, nint, nint*, int>)Export("MPI_Iallgatherv");
        _broadcast = (delegate* unmanaged[Cdecl]<void*, int, nint, int, nint, nint*, int>)Export("MPI_Ibcast");
        _barrier = (delegate* unmanaged[Cdecl]<nint, nint*, int>)Export("MPI_Ibarrier");
        _abort = (delegate* unmanaged[Cdecl]<nint, int, int>)Export("MPI_Abort");
        _end = (delegate* unmanaged[Cdecl]<int>)Export("MPI_Finalize");
    }

    /// <summary>What the library calls itself.</summary>
    public string Version { get; }

    public MpiAbi Abi { get; }

    /// <summary>Loads the library that belongs to the launcher.</summary>
    /// <exception cref="MpiException">There is none, or one that is not known.</exception>
    public static MpiLibrary Load(MpiLaunch? launch, string? path)
    {
        if (path is not null)
        {
            try
            {
                return new MpiLibrary(NativeLibrary.Load(path));
            }
            catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException)
            {
                throw new MpiException($"{Variable} names '{path}', which cannot be loaded as a library: {fault.Message}", fault);
            }
        }

        foreach (var name in NamesFor(launch))
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return new MpiLibrary(library);
            }
        }

        throw Missing(launch);
    }

    /// <summary>Joins the other processes.</summary>
    /// <returns>Whether one thread may make calls beside others that make none, which is all that is asked for.</returns>
    public bool Initialize()
    {
        int provided;
        Check(_initialize(null, null, Abi.Funneled, &provided), "MPI_Init_thread");
        return provided >= Abi.Funneled;
    }

    public int Rank()
    {
        int rank;
        Check(_rank(Abi.World, &rank), "MPI_Comm_rank");
        return rank;
    }

    public int Size()
    {
        int size;
        Check(_size(Abi.World, &size), "MPI_Comm_size");
        return size;
    }

    /// <summary>Messages in the copy never meet those in the original.</summary>
    public nint DuplicateWorld()
    {
        nint copy = 0;
        Check(_duplicate(Abi.World, &copy), "MPI_Comm_dup");
        return copy;
    }

    public void Send(nint at, int count, int to, int tag, Span<nint> request)
    {
        fixed (nint* slot = request)
        {
            Check(_send((void*)at, count, Abi.Float, to, tag, Abi.World, slot), "MPI_Isend");
        }
    }

    public void Receive(nint at, int count, int from, int tag, Span<nint> request)
    {
        fixed (nint* slot = request)
        {
            Check(_receive((void*)at, count, Abi.Float, from, tag, Abi.World, slot), "MPI_Irecv");
        }
    }

    /// <summary>Whether a request is done.</summary>
    public bool Test(Span<nint> request)
    {
        int done;
        fixed (nint* slot = request)
        {
            Check(_test(slot, &done, Abi.StatusIgnore), "MPI_Test");
        }

        return done != 0;
    }

    /// <summary>MPI's own reduction over all ranks, in place, in an order of its choice.</summary>
    public void Reduce(nint at, int count, nint type, nint operation, Span<nint> request)
    {
        fixed (nint* slot = request)
        {
            Check(_sum(Abi.InPlace, (void*)at, count, type, operation, Abi.World, slot), "MPI_Iallreduce");
        }
    }

    /// <summary>Everybody's part of a row of floats to everybody; the counts and places must stay until the request is done.</summary>
    public void Gather(nint at, nint counts, nint places, Span<nint> request)
    {
        fixed (nint* slot = request)
        {
            Check(_gather(Abi.InPlace, 0, Abi.Float, (void*)at, (int*)counts, (int*)places, Abi.Float, Abi.World, slot), "MPI_Iallgatherv");
        }
    }

    public void Broadcast(nint at, int bytes, int root, Span<nint> request)
    {
        fixed (nint* slot = request)
        {
            Check(_broadcast((void*)at, bytes, Abi.Byte, root, Abi.World, slot), "MPI_Ibcast");
        }
    }

    public void Barrier(nint communicator, Span<nint> request)
    {
        fixed (nint* slot = request)
        {
            Check(_barrier(communicator, slot), "MPI_Ibarrier");
        }
    }

    public void Abort(int code) => _ = _abort(Abi.World, code);

    public void End() => Check(_end(), "MPI_Finalize");

    /// <summary>
    /// Tells UCX, which either family of libraries may use, to live beside this runtime. It reads its variables when it is loaded;
    /// the framework's copy of the environment would not reach it.
    /// </summary>
    public static void MakeRoomForTheRuntime()
    {
        // It prints a trace and ends the process on signals that the runtime turns into exceptions.
        SetForNativeCode("UCX_ERROR_SIGNALS\0"u8, "SIGILL\0"u8);

        // It rewrites the first instructions of madvise and others in place, and a thread of the runtime that is just there dies
        // (github.com/openucx/ucx/pull/11795); its other way, "reloc", never returns here. Without either it registers memory anew
        // for each message, which only networks with remote memory access do at all.
        SetForNativeCode("UCX_MEM_MMAP_HOOK_MODE\0"u8, "none\0"u8);
    }

    public static nint AddressOf(System.Buffers.MemoryHandle pin) => (nint)pin.Pointer;

    internal static MpiException Missing(MpiLaunch? launch) => new(
        launch is { IsOpenMpi: false }
            ? $"The processes were started together, but there is no MPI library here for them to talk by. Install MPICH (Debian, Ubuntu: apt install mpich) or Open MPI (openmpi-bin), or name the library in {Variable}."
            : $"The processes were started together by Open MPI, but its library libmpi is not here. Install it (Debian, Ubuntu: apt install openmpi-bin), or name the library in {Variable}.");

    internal static string FirstLine(string version) => version.Split('\n', 2)[0];

    internal static IEnumerable<string> NamesFor(MpiLaunch? launch)
    {
        string[] open = ["libmpi.so.40", "libmpi.40.dylib"];
        string[] mpich = ["libmpi.so.12", "libmpich.so.12", "libmpi.12.dylib"];
        string[] either = ["libmpi_abi.so.1", "libmpi_abi.so.0", "libmpi_abi.dylib", "libmpi.so", "libmpi.dylib"];
        return launch is { IsOpenMpi: true } ? [.. open, .. either] : launch is { IsOpenMpi: false } ? [.. mpich, .. either, .. open] : [.. open, .. mpich, .. either];
    }

    internal static bool IsMpich(string version) =>
        version.Contains("MPICH", StringComparison.OrdinalIgnoreCase) || version.Contains("Intel", StringComparison.Ordinal) || version.Contains("MVAPICH", StringComparison.Ordinal);

    private static void SetForNativeCode(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (OperatingSystem.IsWindows() || !NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "setenv", out var set))
        {
            return;
        }

        fixed (byte* nameAt = name, valueAt = value)
        {
            _ = ((delegate* unmanaged[Cdecl]<byte*, byte*, int, int>)set)(nameAt, valueAt, 1);
        }
    }

    private static void Check(int code, string function)
    {
        if (code != 0)
        {
            throw new MpiException($"{function} of the MPI library failed with code {code}.");
        }
    }

    private nint Export(string name) => NativeLibrary.TryGetExport(_library, name, out var address)
        ? address
        : throw new MpiException($"The MPI library has no {name}; a library of MPI 3 or later is needed.");
}
