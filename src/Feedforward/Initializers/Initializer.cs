using Feedforward.Activations;
using Feedforward.Randomness;

namespace Feedforward.Initializers;

/// <summary>How a weight matrix begins.</summary>
public abstract class Initializer
{
    private protected Initializer(string name) => Name = name;

    /// <summary>Uniform on ±√(6/(inputs + outputs)). Glorot and Bengio, AISTATS 2010, equation 16.</summary>
    public static Initializer Glorot { get; } = new GlorotUniform();

    /// <summary>Normal with variance 2/inputs. He, Zhang, Ren, Sun, ICCV 2015, equation 10.</summary>
    public static Initializer He { get; } = new HeNormal();

    /// <summary>Normal with variance 1/inputs. LeCun, Bottou, Orr, Müller, "Efficient BackProp", 1998, equation 16.</summary>
    public static Initializer LeCun { get; } = new LeCunNormal();

    /// <summary>All zeros; hidden neurons then stay equal for ever, so it suits a single layer only.</summary>
    public static Initializer Zeros { get; } = new Zeros();

    /// <summary>Every built-in initialiser.</summary>
    public static IReadOnlyList<Initializer> All { get; } = [Glorot, He, LeCun, Zeros];

    /// <summary>The name by which it is chosen.</summary>
    public string Name { get; }

    /// <summary>The initialiser with a name (case does not matter).</summary>
    /// <param name="name">For example "he".</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists the names.</exception>
    public static Initializer Named(string name)
    {
        foreach (var initializer in All)
        {
            if (string.Equals(initializer.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return initializer;
            }
        }

        throw new ArgumentException(
            $"There is no initializer '{name}'. The initializers are: {string.Join(", ", All.Select(i => i.Name))}.", nameof(name));
    }

    /// <summary>The usual choice for an activation: He for those that are 0 or nearly 0 below 0, LeCun for SELU, Glorot for the rest.</summary>
    /// <param name="activation">The layer's activation.</param>
    public static Initializer For(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return activation == Activation.Relu || activation == Activation.LeakyRelu || activation == Activation.Elu
            || activation == Activation.Gelu || activation == Activation.Silu || activation == Activation.Mish
            || activation == Activation.Softplus || activation == Activation.Relu6 || activation == Activation.GeluTanh
            ? He
            : activation == Activation.Selu ? LeCun : Glorot;
    }

    /// <summary>Writes a weight matrix.</summary>
    /// <param name="weights">inputs × outputs numbers, row after row.</param>
    /// <param name="inputs">How many inputs a neuron has (fan-in).</param>
    /// <param name="outputs">How many neurons there are (fan-out).</param>
    /// <param name="random">Random numbers; the one at index i is for weight i.</param>
    public abstract void Fill(Span<float> weights, int inputs, int outputs, RandomStream random);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Normal numbers with mean 0 and a given deviation.</summary>
    private protected static void FillNormal(Span<float> weights, double deviation, RandomStream random)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)deviation * random.Normal(i);
        }
    }
}
