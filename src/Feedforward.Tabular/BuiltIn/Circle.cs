namespace Feedforward.Tabular.BuiltIn;

/// <summary>
/// Sine and cosine that give the same bits on every machine, which <see cref="Math.Sin(double)"/> does not promise.
/// Angles are in turns, so that taking away whole quarters is exact.
/// </summary>
internal static class Circle
{
    /// <summary>The point of the unit circle at an angle: (cos 2πt, sin 2πt), good to 1e−15.</summary>
    /// <param name="turns">The angle t in full turns, counter-clockwise from the first axis.</param>
    public static (double Cos, double Sin) At(double turns)
    {
        var quarter = Math.Floor((4 * turns) + 0.5);
        var angle = (turns - (0.25 * quarter)) * (2 * Math.PI);
        var square = angle * angle;

        // Taylor's series; on |angle| ≤ π/4 the first term left out is below 1e-16.
        var sin = angle * (1 - (square / 6 * (1 - (square / 20 * (1 - (square / 42 * (1 - (square / 72 *
            (1 - (square / 110 * (1 - (square / 156 * (1 - (square / 210))))))))))))));
        var cos = 1 - (square / 2 * (1 - (square / 12 * (1 - (square / 30 * (1 - (square / 56 *
            (1 - (square / 90 * (1 - (square / 132 * (1 - (square / 182 * (1 - (square / 240)))))))))))))));
        return ((long)quarter & 3) switch
        {
            0 => (cos, sin),
            1 => (-sin, cos),
            2 => (-cos, -sin),
            _ => (sin, -cos),
        };
    }
}
