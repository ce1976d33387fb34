using System.Runtime.CompilerServices;

namespace Feedforward.Onnx.Wire;

/// <summary>
/// How much memory reading one file may still take. A hostile file can ask for an object with every two bytes;
/// each is charged here before it is made, so that memory stays within a small multiple of the file.
/// </summary>
/// <param name="bytes">The most that may be taken, in bytes.</param>
/// <param name="refusal">What to say when it is used up, or null for a file with too many entries.</param>
internal sealed class ReadAllowance(long bytes, string? refusal = null)
{
    /// <summary>What an object with its list entry costs, roughly.</summary>
    private const int ObjectCost = 256;

    /// <summary>The allowance for a file of a given length: twice the file and 32 MB.</summary>
    public static ReadAllowance ForFile(long length) => new((2 * length) + (32L << 20));

    /// <summary>Charges an object and the bytes it holds.</summary>
    /// <exception cref="ModelFileException">The allowance is used up.</exception>
    public void Charge(long held)
    {
        bytes -= ObjectCost + held;
        if (bytes < 0)
        {
            throw new ModelFileException(
                refusal ?? "The model file holds far more entries than a model of its size can have; it is damaged or was not made in good faith.");
        }
    }

    /// <summary>Charges an array.</summary>
    /// <exception cref="ModelFileException">The allowance is used up.</exception>
    public void ChargeArray<T>(long count) => Charge(count * Unsafe.SizeOf<T>());
}
