using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <summary>
/// Cache lines that a tile asks for while it computes, a few every few steps. Distances count elements; with both at 0 it
/// asks for one line again and again, which costs nothing.
/// </summary>
internal unsafe struct PrefetchWalk
{
    /// <summary>Steps of a tile between two calls of <see cref="Next"/>.</summary>
    public const int Stride = 16;

    /// <summary>Lines of one call.</summary>
    public const int Lines = 4;

    private readonly nint _line;
    private readonly nint _step;
    private float* _address;

    /// <summary>Begins at an address.</summary>
    /// <param name="address">The first line; need not be readable.</param>
    /// <param name="line">From one line of a call to the next.</param>
    /// <param name="step">From one call to the next.</param>
    public PrefetchWalk(float* address, nint line, nint step)
    {
        _address = address;
        _line = line;
        _step = step;
    }

    /// <summary>Asks for the next lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next()
    {
        Packing.Prefetch(_address);
        Packing.Prefetch(_address + _line);
        Packing.Prefetch(_address + (2 * _line));
        Packing.Prefetch(_address + (3 * _line));
        _address += _step;
    }
}
