using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Feedforward.Determinism;

/// <summary>
/// SHA-256 (NIST, FIPS 180-4, section 6.2). The framework's needs a library of the operating system, which an emulated
/// processor may not have.
/// </summary>
public sealed class Sha256
{
    private const int BlockLength = 64;

    private static readonly uint[] s_constants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private readonly uint[] _state =
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    private readonly byte[] _block = new byte[BlockLength];
    private long _length;

    /// <summary>Adds the bits of the numbers, in the memory's order.</summary>
    /// <param name="numbers">Any count of numbers.</param>
    public void Append(ReadOnlySpan<float> numbers) => Append(MemoryMarshal.AsBytes(numbers));

    /// <summary>Adds the bytes.</summary>
    /// <param name="bytes">Any count of bytes.</param>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var place = (int)(_length % BlockLength);
            var count = Math.Min(BlockLength - place, bytes.Length);
            bytes[..count].CopyTo(_block.AsSpan(place));
            bytes = bytes[count..];
            _length += count;
            if (place + count == BlockLength)
            {
                Compress();
            }
        }
    }

    /// <summary>Ends the message and returns its hash, 64 hexadecimal digits. Nothing can be added afterwards.</summary>
    public string Finish()
    {
        var bits = _length * 8;
        Append([0x80]);
        while (_length % BlockLength != BlockLength - sizeof(long))
        {
            Append([0]);
        }

        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(length, bits);
        Append(length);
        return string.Concat(_state.Select(word => $"{word:x8}"));
    }

    private void Compress()
    {
        Span<uint> w = stackalloc uint[64];
        for (var t = 0; t < 16; t++)
        {
            w[t] = BinaryPrimitives.ReadUInt32BigEndian(_block.AsSpan(4 * t));
        }

        for (var t = 16; t < 64; t++)
        {
            var early = BitOperations.RotateRight(w[t - 15], 7) ^ BitOperations.RotateRight(w[t - 15], 18) ^ (w[t - 15] >> 3);
            var late = BitOperations.RotateRight(w[t - 2], 17) ^ BitOperations.RotateRight(w[t - 2], 19) ^ (w[t - 2] >> 10);
            w[t] = w[t - 16] + early + w[t - 7] + late;
        }

        uint a = _state[0], b = _state[1], c = _state[2], d = _state[3], e = _state[4], f = _state[5], g = _state[6], h = _state[7];
        for (var t = 0; t < 64; t++)
        {
            var sum1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            var first = h + sum1 + ((e & f) ^ (~e & g)) + s_constants[t] + w[t];
            var sum0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            var second = sum0 + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }

        ReadOnlySpan<uint> words = [a, b, c, d, e, f, g, h];
        for (var i = 0; i < words.Length; i++)
        {
            _state[i] += words[i];
        }
    }
}
