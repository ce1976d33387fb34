namespace Feedforward.Kernels;

/// <summary>a, c and V of a piecewise-linear embedding, or their gradients.</summary>
/// <param name="Slope">a: a row of E for each member and feature.</param>
/// <param name="Bias">c: likewise.</param>
/// <param name="Bins">V: a row of E for each member, feature and bin.</param>
internal readonly record struct PiecewiseLinearParameters<T>(Matrix<T> Slope, Matrix<T> Bias, Matrix<T> Bins)
    where T : unmanaged;
