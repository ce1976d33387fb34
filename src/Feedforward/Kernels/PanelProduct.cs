using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Feedforward.Activations;

namespace Feedforward.Kernels;

/// <summary>
/// σ(start + x·W) of some examples x and a panel of W: each number one chain of fused multiply-adds in ascending k, as in
/// <see cref="Product{TEpilogue}"/>. Few examples are rows, and vectors run along the columns of W; many lie side by side,
/// feature after feature, and vectors run along them. W[k, j] = w[k·Step + j].
/// </summary>
internal unsafe partial struct PanelProduct<TActivation>
    where TActivation : struct, IActivation
{
    public int Examples;
    public int Depth;
    public int Columns;
    public float* W;
    public nint Step;

    /// <summary>The start of every column, or null for zeros.</summary>
    public float* Start;

    /// <summary>The examples: x[i·Depth + k] as rows; x[k·(two vectors) + i] side by side.</summary>
    public float* X;

    /// <summary>The results: h[i·HRow + j] as rows; h[j·(two vectors) + i] side by side.</summary>
    public float* H;
    public nint HRow;

    /// <summary>Computes H.</summary>
    public readonly void Run(bool isSideBySide)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Lane512>(isSideBySide);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Lane256>(isSideBySide);
        }
        else
        {
            Run<Lane128>(isSideBySide);
        }
    }

    private readonly void Run<T>(bool isSideBySide)
        where T : struct, IVectorLane<T>
    {
        if (isSideBySide)
        {
            SideBySide<T>();
        }
        else
        {
            Rows<T>();
        }
    }

    /// <summary>Vectors along the examples: the columns of W are the rows of tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void SideBySide<T>()
        where T : struct, IVectorLane<T>
    {
        float* zeros = stackalloc float[16];
        var h = H;
        for (var j = 0; j < Columns;)
        {
            var height = Height<T>(Columns - j);
            PanelTile<T, TActivation>.Compute(height, Depth, W + j, Step, X, Start != null ? Start + j : zeros, h);
            if (!TActivation.IsPiecewiseLinear)
            {
                Activate(h, height * 2 * T.Count);
            }

            h += height * 2 * T.Count;
            j += height;
        }
    }

    private static void Activate(float* h, int count)
    {
        if (!TActivation.IsIdentity)
        {
            Elementwise.Range(new ActivationBody { H = h }, 0, count);
        }
    }

    /// <summary>The tallest tile of two vectors that 16 or 32 vector registers and the rows that are left allow.</summary>
    private static int Height<T>(int rows)
        where T : struct, IVectorLane<T> =>
        T.Count == 8
            ? rows >= 6 && rows != 8 ? 6 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1
            : rows >= 12 && rows != 16 ? 12 : rows >= 8 ? 8 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;

    private struct ActivationBody : IElementwise
    {
        public float* H;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<T>(nint i)
            where T : struct, IFloatLane<T> => T.Store(TActivation.Value(T.Load(ref H[i])), ref H[i]);
    }
}
