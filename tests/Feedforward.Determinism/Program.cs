using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Feedforward.Determinism;

// Prints what this process runs on, then one line per training and one for each group of activation functions: a name and a hash.
// The number of threads is the argument.
var threads = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1;
Console.WriteLine(string.Join(
    ' ',
    "#",
    $"processor={RuntimeInformation.ProcessArchitecture}",
    $"jit={RuntimeFeature.IsDynamicCodeCompiled}",
    $"debug={TrainingCases.IsDebugBuild}",
    $"vector512={Vector512.IsHardwareAccelerated} vector256={Vector256.IsHardwareAccelerated} vector128={Vector128.IsHardwareAccelerated}",
    $"fma={Fma.IsSupported} avx2={Avx2.IsSupported} avx512={Avx512F.IsSupported} neon={AdvSimd.IsSupported}"));
foreach (var training in TrainingCases.All)
{
    Console.WriteLine($"{training.Name} {training.Hash(threads)}");
}

foreach (var (name, functions) in ActivationCase.All)
{
    Console.WriteLine($"{name} {ActivationCase.Hash(functions)}");
}
