using Feedforward.Tabular.BuiltIn.Handwriting;

namespace Feedforward.Tabular.BuiltIn;

/// <summary>
/// Handwritten-looking digits of 16×16 pixels, row by row from the top left, 0 for paper to 1 for full ink in steps of
/// 1/255. Each is one of three ways to write the digit, with its points moved at random, then scaled, slanted, turned
/// and moved, drawn with a pen of random width, sharpness and darkness, with noise on every pixel. Measured with
/// scikit-learn 1.2.1, trained on 4,500 and asked for 5,500 others: logistic regression is right on 89 % of them, a
/// network with one hidden layer of 128 on 97 %.
/// </summary>
public sealed class Digits : BuiltInData
{
    /// <summary>Width and height of a picture in pixels.</summary>
    public const int Size = 16;

    /// <inheritdoc/>
    public override string Name => "digits";

    /// <inheritdoc/>
    public override string Description => "Handwritten-looking digits 0 to 9, 16×16 pixels.";

    /// <inheritdoc/>
    public override int DefaultCount => 6000;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames { get; } = ["pixels"];

    /// <inheritdoc/>
    public override int Width => Size * Size;

    /// <inheritdoc/>
    public override string TargetName => "digit";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private protected override float Example(ref Draws draws, int row, Span<float> inputs)
    {
        var digit = row % 10;
        var styles = DigitGlyphs.All[digit];
        var canvas = Hand.Write(styles[draws.Integer(styles.Length)], Size, ref draws);
        Pen.Ink(canvas, inputs, ref draws);
        return digit;
    }
}
