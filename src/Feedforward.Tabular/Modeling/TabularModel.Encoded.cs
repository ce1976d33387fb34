namespace Feedforward.Tabular;

public sealed partial class TabularModel
{
    /// <summary>Predicts rows that were encoded already, so that rows of several callers can be predicted at once. Safe to call from several threads.</summary>
    /// <param name="features">n×<see cref="Network.Inputs"/>, as <see cref="Encode"/> gives them.</param>
    /// <returns>n predictions, each of which depends on its own row alone.</returns>
    /// <exception cref="ArgumentException">The number of columns is not <see cref="Network.Inputs"/>.</exception>
    public Predictions PredictEncoded(Matrix<float> features) => Decode(Network.Forward(features), [], []);
}
