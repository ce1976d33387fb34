namespace Feedforward.Kernels;

/// <summary>What a periodic embedding works on: p features, embedded by each of k members with F frequencies into E numbers and the feature itself.</summary>
/// <remarks>Feature j of member m has row m·p + j of each parameter matrix and columns (m·p + j)(E + 1) and following of h.</remarks>
internal readonly ref struct PeriodicPass<T>
    where T : unmanaged
{
    /// <summary>n×p.</summary>
    public Matrix<T> X { get; init; }

    /// <summary>w: kp×F.</summary>
    public Matrix<T> Frequency { get; init; }

    /// <summary>b: kp×F, in radians.</summary>
    public Matrix<T> Phase { get; init; }

    /// <summary>V: kp×FE; that of frequency t and number e in column t·E + e.</summary>
    public Matrix<T> Weight { get; init; }

    /// <summary>c: kp×E.</summary>
    public Matrix<T> Bias { get; init; }

    /// <summary>h, or δ: n×kp(E + 1).</summary>
    public Matrix<T> Output { get; init; }
}
