namespace Feedforward.Optimizers;

/// <summary>
/// The rule by which one parameter follows its gradient. The rule owns no memory: what it remembers from step to step
/// (m and v) is handed to it. A new one is a struct in one file and a line in <see cref="Optimizer"/>.
/// </summary>
/// <typeparam name="TSelf">The rule itself.</typeparam>
public interface IUpdateRule<TSelf>
    where TSelf : struct, IUpdateRule<TSelf>
{
    /// <summary>The name by which it is chosen, in lower case.</summary>
    static abstract string Name { get; }

    /// <summary>How many numbers it remembers per parameter: 0, 1 (m) or 2 (m and v).</summary>
    static abstract int Memory { get; }

    /// <summary>A learning rate that is a fair start for it; 0.001 unless it says otherwise.</summary>
    static virtual double DefaultLearningRate => 0.001;

    /// <summary>The new value of a parameter.</summary>
    /// <param name="θ">The parameter.</param>
    /// <param name="g">∂R/∂θ.</param>
    /// <param name="rate">α, the learning rate of this step.</param>
    /// <param name="m">First remembered number, 0 before the first step.</param>
    /// <param name="v">Second remembered number, 0 before the first step.</param>
    T Step<T>(T θ, T g, T rate, ref T m, ref T v)
        where T : struct, IReal<T>;

    /// <summary>The rule as it is in step t (counted from 1), for rules whose constants change, such as Adam's bias correction.</summary>
    static virtual TSelf At(TSelf rule, long step) => rule;

    /// <summary>The rule with its weight decay multiplied by a factor: 0 for biases and scales, which are excluded from it.</summary>
    static virtual TSelf WithDecay(TSelf rule, double factor) => rule;
}
