using System.Runtime.CompilerServices;
using Feedforward.Optimizers;

namespace Feedforward.Kernels;

/// <summary>An update rule over whole parameter vectors.</summary>
internal static unsafe class UpdateKernel<TRule>
    where TRule : unmanaged, IUpdateRule<TRule>
{
    /// <summary>θ ← rule(θ, g, α, m, v). m and v are empty where the rule has no use for them.</summary>
    public static void Step(TRule rule, Span<float> θ, ReadOnlySpan<float> g, Span<float> m, Span<float> v, float rate, int threads)
    {
        fixed (float* pθ = θ, pg = g, pm = m, pv = v)
        {
            Elementwise.Run(new Body { Rule = rule, Θ = pθ, G = pg, M = pm, V = pv, Rate = rate }, θ.Length, threads);
        }
    }

    private struct Body : IElementwise
    {
        public TRule Rule;
        public float* Θ;
        public float* G;
        public float* M;
        public float* V;
        public float Rate;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<T>(nint i)
            where T : struct, IFloatLane<T>
        {
            var m = TRule.Memory > 0 ? T.Load(ref M[i]) : T.Zero;
            var v = TRule.Memory > 1 ? T.Load(ref V[i]) : T.Zero;
            var θ = Rule.Step(T.Load(ref Θ[i]), T.Load(ref G[i]), T.Broadcast(Rate), ref m, ref v);
            T.Store(θ, ref Θ[i]);
            if (TRule.Memory > 0)
            {
                T.Store(m, ref M[i]);
            }

            if (TRule.Memory > 1)
            {
                T.Store(v, ref V[i]);
            }
        }
    }
}
