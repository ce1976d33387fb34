namespace Feedforward.Penalties;

/// <summary>What is added to the risk for each weight: the negative logarithm of a prior.</summary>
public interface IPenalty
{
    /// <summary>The penalty of one weight.</summary>
    T Value<T>(T w)
        where T : struct, IReal<T>;

    /// <summary>Its derivative.</summary>
    T Slope<T>(T w)
        where T : struct, IReal<T>;
}
