using Feedforward.Activations;

namespace Feedforward.Tests.Activations;

/// <summary>What every activation function must fulfil.</summary>
public sealed class ActivationTests
{
    public static TheoryData<string> Names => ActivationCases.Names;

    [Fact]
    public void Every_activation_has_a_case() =>
        Assert.Equal(Activation.All.Select(a => a.Name), ActivationCases.All.Select(c => c.Activation.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_found_by_its_name(string name)
    {
        Assert.Same(ActivationCases.Named(name).Activation, Activation.Named(name.ToUpperInvariant()));
        Assert.Equal(name, Activation.Named(name).ToString());
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_names()
    {
        var error = Assert.Throws<ArgumentException>(() => Activation.Named("rely"));
        Assert.Contains("'rely'", error.Message, StringComparison.Ordinal);
        Assert.Contains("leaky-relu", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_is_the_definition(string name)
    {
        var c = ActivationCases.Named(name);
        double worst = 0;
        foreach (var a in Arguments())
        {
            var exact = c.Reference(a);
            Numbers.Close(exact, c.Activation.Value((double)a), 1e-14, what: $"{name}({a})");
            worst = Math.Max(worst, Math.Abs(c.Activation.Value(a) - exact) / Math.Max(1, Math.Abs(exact)));
        }

        Assert.InRange(worst, 0, c.ValueError);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Slope_is_the_derivative(string name)
    {
        var (activation, reference, differentiated, _, bound, hasKink, kinks) = ActivationCases.Named(name);
        double worst = 0;
        foreach (var a in Arguments())
        {
            if ((a == 0 && hasKink) || kinks.Contains(a))
            {
                continue;
            }

            var exact = differentiated(new Dual(a, 1)).Slope;
            Numbers.Close(exact, activation.Slope((double)a), 1e-13, what: $"{name}′({a})");
            worst = Math.Max(worst, Math.Abs(activation.Slope(a) - exact));
            if (Math.Abs(a) > 1e-3)
            {
                var difference = (reference(a + 1e-4) - reference(a - 1e-4)) / 2e-4;
                Numbers.Close(difference, activation.Slope((double)a), 1e-8, what: $"{name}′({a}) and the central difference");
            }
        }

        Assert.InRange(worst, 0, bound);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_finite_and_right_far_out(string name)
    {
        var (activation, reference, _, _, _, _, _) = ActivationCases.Named(name);
        foreach (var a in new[] { -1000f, 1000f, -1e30f, 1e30f })
        {
            Numbers.Close(reference(a), activation.Value(a), 1e-6, what: $"{name}({a})");
            var slope = a > 0 ? (reference(2.0 * a) - reference(a)) / a : (reference(a) - reference(2.0 * a)) / -a;
            Numbers.Close(slope, activation.Slope(a), 1e-6, what: $"{name}′({a})");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Keeps_NaN(string name)
    {
        // A threshold has no number to keep it in.
        if (name != "step")
        {
            Assert.True(float.IsNaN(Activation.Named(name).Value(float.NaN)));
        }
    }

    [Fact]
    public void Only_the_step_is_flat() => Assert.Equal(["step"], Activation.All.Where(a => a.IsFlat).Select(a => a.Name));

    private static IEnumerable<float> Arguments()
    {
        for (var i = -3000; i <= 3000; i++)
        {
            yield return i / 100f;
        }

        yield return 1e-4f;
        yield return -1e-4f;
        yield return 1e-20f;
        yield return -1e-20f;
    }
}
