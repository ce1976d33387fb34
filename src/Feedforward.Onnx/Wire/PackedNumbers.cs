namespace Feedforward.Onnx.Wire;

/// <summary>
/// The numbers of a repeated field, still as they are encoded. They lie in one packed run, as every known writer leaves them,
/// and then this is a view of the file; several runs or single numbers are joined.
/// </summary>
internal sealed class PackedNumbers
{
    private byte[]? _joined;

    /// <summary>The encoded numbers, one after the other.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Adds a run.</summary>
    public void Append(ReadOnlyMemory<byte> run, ReadAllowance allowance)
    {
        if (Bytes.IsEmpty)
        {
            Bytes = run;
            return;
        }

        var length = Bytes.Length + (long)run.Length;
        if (_joined is null || _joined.Length < length)
        {
            var capacity = Math.Min(Math.Max(2 * length, 64), Array.MaxLength);
            allowance.Charge(capacity);
            var larger = new byte[capacity];
            Bytes.CopyTo(larger);
            _joined = larger;
        }

        run.CopyTo(_joined.AsMemory(Bytes.Length));
        Bytes = _joined.AsMemory(0, (int)length);
    }
}
