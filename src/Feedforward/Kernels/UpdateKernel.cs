using System.Runtime.CompilerServices;
using Feedforward.Optimizers;

namespace Feedforward.Kernels;

/// <summary>An update rule over whole parameter vectors.</summary>
internal static unsafe class UpdateKernel<TRule>
    where TRule : unmanaged, IUpdateRule<TRule>
{
    private const int PartLength = 8192;

    /// <summary>2⁻¹²⁰, 64 times the smallest normal number.</summary>
    private const double Nothing = 7.52316384526264e-37;

    /// <summary>
    /// θ ← rule(θ, g, α, m, v). m and v are empty where the rule has no use for them. With <paramref name="onlyFinite"/>
    /// the gradient is looked at while it is in the cache: a part of it with a number that is not finite moves nothing,
    /// and the answer is false.
    /// </summary>
    public static bool Step(
        TRule rule, Span<float> θ, ReadOnlySpan<float> g, Span<float> m, Span<float> v, float rate, bool onlyFinite, int threads)
    {
        var refused = 0;
        fixed (float* pθ = θ, pg = g, pm = m, pv = v)
        {
            var work = new Parts
            {
                Body = new Body { Rule = rule, Θ = pθ, G = pg, M = pm, V = pv, Rate = rate },
                Count = θ.Length,
                OnlyFinite = onlyFinite,
                Refused = &refused,
            };
            Team.Run((θ.Length + PartLength - 1) / PartLength, θ.Length < Elementwise.ParallelThreshold ? 1 : threads, ref work);
        }

        return refused == 0;
    }

    private struct Parts : IParallelWork
    {
        public Body Body;
        public int Count;
        public bool OnlyFinite;
        public int* Refused;

        public readonly void Execute(int part)
        {
            var start = part * PartLength;
            var end = Math.Min(Count, start + PartLength);
            if (OnlyFinite && !FiniteNumbers.Only(new ReadOnlySpan<float>(Body.G + start, end - start)))
            {
                Interlocked.Exchange(ref *Refused, 1);
                return;
            }

            Elementwise.Range(Body, start, end);
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

        /// <summary>
        /// 0 for what has decayed to nothing, as the averages of a unit that is never active do: processors compute with
        /// subnormal numbers up to a hundred times slower, and 0.9 times the smallest ones rounds to themselves for ever.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T WithoutSubnormals<T>(T a)
            where T : struct, IFloatLane<T> => T.WherePositive(T.Constant(Nothing) - T.Abs(a), T.Zero, a);

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
                T.Store(WithoutSubnormals(m), ref M[i]);
            }

            if (TRule.Memory > 1)
            {
                T.Store(WithoutSubnormals(v), ref V[i]);
            }
        }
    }
}
