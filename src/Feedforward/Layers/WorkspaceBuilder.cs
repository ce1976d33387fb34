using System.Numerics;

namespace Feedforward.Layers;

/// <summary>Hands out slices of θ and state to the layers of a new workspace in their order, and takes the memory for their buffers.</summary>
internal sealed class WorkspaceBuilder<T>(int rows, bool backward, PassSettings settings, T[] parameters, T[] gradient, T[] state)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private int _stateTaken;
    private uint _layers;

    public PassSettings Settings => settings;

    public T[] Parameters => parameters;

    public T[] Gradient => gradient;

    public T[] State => state;

    public int ParametersTaken { get; private set; }

    public uint NextLayer() => _layers++;

    public int TakeParameters(int count) => (ParametersTaken += count) - count;

    public int TakeState(int count) => (_stateTaken += count) - count;

    public T[] Buffer(int columns) => columns == 0 ? [] : GC.AllocateArray<T>(checked(rows * columns), pinned: true);

    public T[] DeltaBuffer(int columns) => backward ? Buffer(columns) : [];
}
