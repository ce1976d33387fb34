namespace Feedforward.Tabular.Tests.Preprocessing;

/// <summary>One column, fitted and encoded.</summary>
internal static class Encoded
{
    public static TablePreprocessing Fit(NumberScaling scaling, params float[] values) => TablePreprocessing.Fit(
        Numbers(values), [new FeatureColumn("x", ColumnKind.Number)], Numbers(values).AllRows(), new PreprocessingOptions { Numbers = scaling });

    public static float[] Features(this TablePreprocessing fitted, params float[] values) => fitted.Encode(Numbers(values)).Span.ToArray();

    public static Table Numbers(float[] values) => Table.Of(new NumberColumn("x", values));

    /// <summary>Any finite float, those at the ends of the range as likely as those near 0.</summary>
    public static float Finite(uint bits)
    {
        var value = BitConverter.UInt32BitsToSingle(bits);
        return float.IsFinite(value) ? value : BitConverter.UInt32BitsToSingle(bits & 0xBFFFFFFF);
    }
}
