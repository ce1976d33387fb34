namespace Feedforward.Losses;

/// <summary>
/// A loss that is a sum over the outputs of an example, each compared with its own target. A new one is a struct in
/// one file and a line in <see cref="Loss"/>; it is compiled into the kernels like the built-in ones.
/// </summary>
public interface IElementLoss
{
    /// <summary>The name by which it is chosen, in lower case.</summary>
    static abstract string Name { get; }

    /// <summary>Which likelihood it is the negative logarithm of.</summary>
    static abstract string Likelihood { get; }

    /// <summary>ℓ(f, y) for one output f and its target y.</summary>
    T Value<T>(T f, T y)
        where T : struct, IReal<T>;

    /// <summary>∂ℓ/∂f.</summary>
    T Slope<T>(T f, T y)
        where T : struct, IReal<T>;

    /// <summary>The inverse link: the prediction that an output stands for.</summary>
    T Mean<T>(T f)
        where T : struct, IReal<T>;

    /// <summary>Why a number cannot be a target, or null where it can.</summary>
    string? Refuses(double y) => null;
}
