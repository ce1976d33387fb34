namespace Feedforward.Activations;

/// <summary>σ(a) = a, σ′ = 1: what an output layer has when the loss owns the link. Widrow and Hoff, "Adaptive switching circuits", 1960.</summary>
public readonly struct Identity : IActivation
{
    /// <inheritdoc/>
    public static string Name => "identity";

    /// <inheritdoc/>
    public static bool IsPiecewiseLinear => true;

    /// <inheritdoc/>
    public static bool IsIdentity => true;

    /// <inheritdoc/>
    public static T Value<T>(T a)
        where T : struct, IReal<T> => a;

    /// <inheritdoc/>
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T> => T.One;
}
