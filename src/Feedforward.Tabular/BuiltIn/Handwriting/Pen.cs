namespace Feedforward.Tabular.BuiltIn.Handwriting;

/// <summary>The pen and the paper: width, sharpness and darkness of the line, and noise.</summary>
internal static class Pen
{
    /// <summary>How far from the middle of a line its ink can reach, in pixels.</summary>
    public const double Reach = GreatestRadius + (0.5 * GreatestSoftness);

    private const double GreatestRadius = 1.2;
    private const double GreatestSoftness = 1.9;
    private const double Noise = 0.06;
    private const int Greys = 255;

    /// <summary>Turns a canvas into grey values from 0 to 1 in steps of 1/255.</summary>
    public static void Ink(Canvas canvas, Span<float> pixels, ref Draws draws)
    {
        var radius = draws.Uniform(0.55, GreatestRadius);
        var softness = draws.Uniform(1.0, GreatestSoftness);
        var darkness = draws.Uniform(0.7, 1.0);
        for (var pixel = 0; pixel < pixels.Length; pixel++)
        {
            var grey = (darkness * canvas.Ink(pixel, radius, softness)) + draws.Normal(Noise);
            pixels[pixel] = (float)Math.Floor((Math.Clamp(grey, 0, 1) * Greys) + 0.5) / Greys;
        }
    }
}
