namespace Feedforward.Tabular;

/// <summary>What a model answers over a <see cref="PlaneView"/>, as bytes for a small picture.</summary>
internal sealed class AnswerMap
{
    private AnswerMap(byte[] shares, byte[]? classes)
    {
        Shares = shares;
        Classes = classes;
    }

    /// <summary>
    /// For each point round(255·p): p is the likeliest class's probability, of two classes that of the second, of numbers the place
    /// between the ends of the range, where those beyond are put. What is not a number is 0.
    /// </summary>
    public byte[] Shares { get; }

    /// <summary>For each point the likeliest class; null where there are two classes, or numbers.</summary>
    public byte[]? Classes { get; }

    /// <summary>The map of predictions.</summary>
    /// <param name="predictions">One for each point.</param>
    /// <param name="range">For numbers, which stand for 0 and 255.</param>
    public static AnswerMap Of(Predictions predictions, ColumnRange range)
    {
        var shares = new byte[predictions.Count];
        var classes = predictions.Task == LearningTask.Multiclass ? new byte[predictions.Count] : null;
        for (var i = 0; i < shares.Length; i++)
        {
            switch (predictions.Task)
            {
                case LearningTask.Multiclass:
                    var likeliest = predictions.IsMarked(i) ? 0 : predictions.ClassAt(i);
                    classes![i] = (byte)likeliest;
                    shares[i] = Byte(predictions.Probabilities[i, likeliest]);
                    break;
                case LearningTask.Binary:
                    shares[i] = Byte(predictions.Probabilities[i, 1]);
                    break;
                default:
                    shares[i] = Byte((predictions.Values[i] - range.Minimum) / (range.Maximum - range.Minimum));
                    break;
            }
        }

        return new AnswerMap(shares, classes);
    }

    private static byte Byte(float share) => float.IsNaN(share) ? (byte)0 : (byte)MathF.Round(255 * Math.Clamp(share, 0, 1));
}
