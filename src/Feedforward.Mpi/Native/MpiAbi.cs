using System.Runtime.InteropServices;

namespace Feedforward.Mpi.Native;

/// <summary>
/// What differs between the families of MPI libraries: the values of handles and constants. An MPICH handle is an int, the others'
/// are addresses or numbers of an address's size; all are passed in a register, so one signature serves.
/// </summary>
internal sealed record MpiAbi
{
    public required string Name { get; init; }

    public required nint World { get; init; }

    public required nint Float { get; init; }

    public required nint Double { get; init; }

    public required nint Byte { get; init; }

    public required nint Int64 { get; init; }

    public required nint Sum { get; init; }

    public required nint Most { get; init; }

    public required nint InPlace { get; init; }

    public required nint StatusIgnore { get; init; }

    /// <summary>MPI_THREAD_FUNNELED: one thread makes all calls.</summary>
    public required int Funneled { get; init; }

    /// <summary>MPICH 3 and 4, and what keeps to its ABI: Intel MPI, MVAPICH, Cray.</summary>
    public static MpiAbi Mpich { get; } = new()
    {
        Name = "MPICH",
        World = 0x44000000,
        Float = 0x4c00040a,
        Double = 0x4c00080b,
        Byte = 0x4c00010d,
        Int64 = 0x4c00083a,
        Sum = 0x58000003,
        Most = 0x58000001,
        InPlace = -1,
        StatusIgnore = 1,
        Funneled = 1,
    };

    /// <summary>The ABI of the MPI 5 standard, chapter 20.</summary>
    public static MpiAbi Standard { get; } = new()
    {
        Name = "the MPI 5 ABI",
        World = 0x101,
        Float = 0x210,
        Double = 0x214,
        Byte = 0x247,
        Int64 = 0x258,
        Sum = 0x21,
        Most = 0x23,
        InPlace = 1,
        StatusIgnore = 0,
        Funneled = 1024,
    };

    /// <summary>Open MPI 4 and 5: a handle is the address of an object that the library exports.</summary>
    public static MpiAbi OpenMpi(nint library) => new()
    {
        Name = "Open MPI",
        World = NativeLibrary.GetExport(library, "ompi_mpi_comm_world"),
        Float = NativeLibrary.GetExport(library, "ompi_mpi_float"),
        Double = NativeLibrary.GetExport(library, "ompi_mpi_double"),
        Byte = NativeLibrary.GetExport(library, "ompi_mpi_byte"),
        Int64 = NativeLibrary.GetExport(library, "ompi_mpi_int64_t"),
        Sum = NativeLibrary.GetExport(library, "ompi_mpi_op_sum"),
        Most = NativeLibrary.GetExport(library, "ompi_mpi_op_max"),
        InPlace = 1,
        StatusIgnore = 0,
        Funneled = 1,
    };
}
