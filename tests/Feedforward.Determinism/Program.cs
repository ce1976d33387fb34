using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Feedforward.Determinism;

// Prints which instruction sets this process uses, then one line per training: its name and the hash of its weights.
var threads = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1;
Console.WriteLine($"# vector512={Vector512.IsHardwareAccelerated} vector256={Vector256.IsHardwareAccelerated} vector128={Vector128.IsHardwareAccelerated} fma={Fma.IsSupported} avx={Avx.IsSupported} avx2={Avx2.IsSupported} avx512={Avx512F.IsSupported}");
foreach (var training in TrainingCases.All)
{
    Console.WriteLine($"{training.Name} {training.Hash(threads)}");
}
