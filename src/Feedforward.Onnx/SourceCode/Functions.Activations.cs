namespace Feedforward.Onnx.SourceCode;

/// <content>The activations.</content>
internal static partial class Functions
{
    private static readonly Dictionary<string, string> OfActivations = new()
    {
        ["Step"] = "private static float Step(float a) => a > 0 ? 1 : 0;",
        ["Relu"] = "private static float Relu(float a) => Math.Max(a, 0);",
        ["LeakyRelu"] = "private static float LeakyRelu(float a) => a > 0 ? a : a * 0.01f;",
        ["Sigmoid"] = "private static float Sigmoid(float a) => 1 / (1 + MathF.Exp(-a));",
        ["Tanh"] = "private static float Tanh(float a) => MathF.Tanh(a);",
        ["Elu"] = "private static float Elu(float a) => a > 0 ? a : (float)(Math.Exp(a) - 1);",
        ["Selu"] = "private static float Selu(float a) => a > 0 ? 1.0507009873554805f * a : (float)(1.7580993408473766 * (Math.Exp(a) - 1));",
        ["Silu"] = "private static float Silu(float a) => a / (1 + MathF.Exp(-a));",
        ["Softplus"] = "private static float Softplus(float a) => Math.Max(a, 0) + (float)Math.Log(1 + Math.Exp(-Math.Abs((double)a)));",
        ["Gelu"] = "private static float Gelu(float a) => a * (0.5f * (1 + Erf(a * 0.70710678f)));",
        ["Softsign"] = "private static float Softsign(float a) => a / (1 + Math.Abs(a));",
        ["HardSigmoid"] = "private static float HardSigmoid(float a) => Math.Clamp(MathF.FusedMultiplyAdd(a, 1 / 6f, 0.5f), 0, 1);",
        ["Relu6"] = "private static float Relu6(float a) => Math.Clamp(a, 0, 6);",
        ["GeluTanh"] =
            """
            private static float GeluTanh(float a)
            {
                var bounded = Math.Clamp(a, -10, 10);
                return 0.5f * a * (1 + MathF.Tanh(0.7978846f * (bounded + (0.044715f * bounded * bounded * bounded))));
            }
            """,
        ["Mish"] =
            """
            /// <summary>a · tanh(softplus(a)), with one exponential.</summary>
            private static float Mish(float a)
            {
                var e = MathF.Exp(Math.Min(a, 20));
                var n = MathF.FusedMultiplyAdd(e, e, e + e);
                return a * (n / (n + 2));
            }
            """,
        ["Erf"] =
            """
            /// <summary>The error function: 2/√π · e^(−x²) · Σ 2ⁿx^(2n+1) / (1·3·…·(2n+1)); beyond 4 it is ±1 in single precision.</summary>
            private static float Erf(float x)
            {
                if (!(Math.Abs(x) < 4))
                {
                    return float.IsNaN(x) ? x : Math.Sign(x);
                }

                double term = x, sum = x;
                for (var n = 1; Math.Abs(term) > 1e-12 * Math.Abs(sum); n++)
                {
                    term *= 2.0 * x * x / ((2 * n) + 1);
                    sum += term;
                }

                return (float)(2 / Math.Sqrt(Math.PI) * Math.Exp(-(double)x * x) * sum);
            }
            """,
    };
}
