using Feedforward.Activations;
using Feedforward.Kernels;

namespace Feedforward.Tests.Activations;

/// <summary>An activation with what it is compared with.</summary>
/// <param name="Activation">The activation.</param>
/// <param name="Reference">Its definition as in PyTorch's documentation, in double precision.</param>
/// <param name="Differentiated">The formula of the source computed in dual numbers.</param>
/// <param name="ValueError">How far the 32-bit value may be from the exact one, relative to max(1, |value|).</param>
/// <param name="SlopeError">How far the 32-bit derivative may be from the exact one.</param>
/// <param name="HasKink">Whether the derivative jumps at 0.</param>
/// <param name="Kinks">Other places where it jumps.</param>
internal sealed record ActivationCase(
    Activation Activation, Func<double, double> Reference, Func<Dual, Dual> Differentiated, double ValueError, double SlopeError, bool HasKink = false, params double[] Kinks);

internal static class ActivationCases
{
    public static IReadOnlyList<ActivationCase> All { get; } =
    [
        new(Activation.Identity, a => a, Identity.Value, 0, 0),
        new(Activation.Step, a => a > 0 ? 1 : 0, Step.Value, 0, 0, HasKink: true),
        new(Activation.Relu, a => a < 0 ? 0 : a, Relu.Value, 0, 0, HasKink: true),
        new(Activation.LeakyRelu, a => Math.Max(0, a) + (0.01 * Math.Min(0, a)), LeakyRelu.Value, 2.1e-8, 1e-9, HasKink: true),
        new(Activation.Sigmoid, Logistic, Sigmoid.Value, 8.5e-8, 8.5e-8),
        new(Activation.Tanh, Math.Tanh, Tanh.Value, 1.4e-7, 2.7e-7),
        new(Activation.Elu, a => Math.Max(0, a) + Math.Min(0, Math.Exp(Math.Min(a, 0)) - 1), Elu.Value, 4.2e-8, 4.2e-8),
        new(
            Activation.Selu,
            a => 1.0507009873554804934193349852946 * (Math.Max(0, a) + Math.Min(0, 1.6732632423543772848170429916717 * (Math.Exp(Math.Min(a, 0)) - 1))),
            Selu.Value,
            1e-7, 1.2e-7,
            HasKink: true),
        new(Activation.Gelu, a => a * 0.5 * (1 + ErrorFunction.Of(a / Math.Sqrt(2))), Gelu.Value, 1.3e-7, 1.4e-7),
        new(Activation.Silu, a => a * Logistic(a), Silu.Value, 1.2e-7, 1e-6),
        new(Activation.Softplus, LogOnePlusExp, Softplus.Value, 1e-7, 8.5e-8),
        new(Activation.Mish, a => a * Math.Tanh(LogOnePlusExp(a)), Mish.Value, 1.8e-7, 1.8e-6),
        new(Activation.Softsign, a => a / (1 + Math.Abs(a)), Softsign.Value, 8.4e-8, 1.2e-7),
        new(Activation.HardSigmoid, a => Math.Clamp((a + 3) / 6, 0, 1), HardSigmoid.Value, 6e-8, 6e-9, false, -3, 3),
        new(Activation.Relu6, a => Math.Clamp(a, 0, 6), Relu6.Value, 0, 0, true, 6),
        new(
            Activation.GeluTanh,
            a => 0.5 * a * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (a + (0.044715 * a * a * a)))),
            GeluTanh.Value,
            2e-7, 1e-6),
    ];

    public static TheoryData<string> Names { get; } = [.. All.Select(c => c.Activation.Name)];

    public static ActivationCase Named(string name) => All.Single(c => c.Activation.Name == name);

    private static double Logistic(double a) => 1 / (1 + Math.Exp(-a));

    private static double LogOnePlusExp(double a) => a > 30 ? a : Math.Log(1 + Math.Exp(a));
}
