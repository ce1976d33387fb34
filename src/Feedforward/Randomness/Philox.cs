namespace Feedforward.Randomness;

/// <summary>
/// Philox4x32-10: a counter-based random number generator. Each block of four 32-bit numbers is a function of a
/// 64-bit key and a 128-bit counter and of nothing else, so any number can be had at once, in any order, on any thread.
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3.
/// </summary>
internal static class Philox
{
    internal const uint Multiplier0 = 0xD2511F53;
    internal const uint Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9;
    internal const uint Weyl1 = 0xBB67AE85;
    internal const int Rounds = 10;

    /// <summary>The block of four numbers for a key and a counter.</summary>
    public static (uint X0, uint X1, uint X2, uint X3) Block(uint key0, uint key1, uint c0, uint c1, uint c2, uint c3)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = (
                (uint)(product1 >> 32) ^ c1 ^ key0,
                (uint)product1,
                (uint)(product0 >> 32) ^ c3 ^ key1,
                (uint)product0);
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }
}
