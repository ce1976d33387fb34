using System.Runtime.CompilerServices;
using Feedforward.Activations;

namespace Feedforward.Benchmarks.Kernels;

/// <summary>The elementary functions on their own, in the form of activations so that the same traversal runs them.</summary>
internal static class ElementaryFunctions
{
    public static IReadOnlyList<Activation> All { get; } =
        [Activation.Of<Exponential>(), Activation.Of<Logarithm>(), Activation.Tanh, Activation.Of<Error>()];

    private readonly struct Exponential : IActivation
    {
        public static string Name => "exp";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(T a)
            where T : struct, IReal<T> => T.Exp(a);

        public static T Slope<T>(T a, T h)
            where T : struct, IReal<T> => h;
    }

    private readonly struct Logarithm : IActivation
    {
        public static string Name => "log";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(T a)
            where T : struct, IReal<T> => T.Log(a);

        public static T Slope<T>(T a, T h)
            where T : struct, IReal<T> => T.One / a;
    }

    private readonly struct Error : IActivation
    {
        public static string Name => "erf";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(T a)
            where T : struct, IReal<T> => T.Erf(a);

        public static T Slope<T>(T a, T h)
            where T : struct, IReal<T> => T.Constant(1.1283791670955126) * T.Exp(-(a * a));
    }
}
