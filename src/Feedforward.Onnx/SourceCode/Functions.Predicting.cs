namespace Feedforward.Onnx.SourceCode;

/// <content>From a network's outputs to predictions.</content>
internal static partial class Functions
{
    private static readonly Dictionary<string, string> Predicting = new()
    {
        ["Exponentials"] =
            """
            /// <summary>eᶻ</summary>
            private static float[] Exponentials(float[] z) => Array.ConvertAll(z, MathF.Exp);
            """,
        ["Sigmoids"] =
            """
            /// <summary>1 / (1 + e⁻ᶻ)</summary>
            private static float[] Sigmoids(float[] z) => Array.ConvertAll(z, number => 1 / (1 + MathF.Exp(-number)));
            """,
        ["Softmax"] =
            """
            /// <summary>eᶻ / Σeᶻ</summary>
            private static float[] Softmax(float[] z)
            {
                var (largest, sum) = (float.NegativeInfinity, 0f);
                foreach (var number in z)
                {
                    largest = Math.Max(largest, number);
                }

                var p = Array.ConvertAll(z, number => MathF.Exp(number - largest));
                foreach (var number in p)
                {
                    sum += number;
                }

                return Array.ConvertAll(p, number => number / sum);
            }
            """,
        ["MeansAndVariances"] =
            """
            /// <summary>The first half are means, the second half logarithms of variances.</summary>
            private static float[] MeansAndVariances(float[] z)
            {
                var h = (float[])z.Clone();
                for (var i = z.Length / 2; i < z.Length; i++)
                {
                    h[i] = MathF.Exp(z[i]);
                }

                return h;
            }
            """,
        ["MeanOfMembers"] =
            """
            /// <summary>The mean of what each network predicts from its part of the outputs.</summary>
            private static float[] MeanOfMembers(float[] z, int members, Func<float[], float[]> predict)
            {
                var width = z.Length / members;
                var mean = new float[width];
                for (var member = 0; member < members; member++)
                {
                    var prediction = predict(z[(member * width)..((member + 1) * width)]);
                    for (var i = 0; i < width; i++)
                    {
                        mean[i] += prediction[i];
                    }
                }

                return Array.ConvertAll(mean, sum => sum / members);
            }
            """,
        ["Calibrated"] =
            """
            /// <summary>softmax(log max(p, floor) / T): the probabilities at the temperature T.</summary>
            private static float[] Calibrated(float[] p, float temperature, float floor)
            {
                return Softmax(Array.ConvertAll(p, number => MathF.Log(Math.Max(number, floor)) / temperature));
            }
            """,
        ["Most"] =
            """
            /// <summary>The place of the largest, the first of several.</summary>
            private static int Most(float[] p)
            {
                var best = 0;
                for (var i = 1; i < p.Length; i++)
                {
                    best = p[i] > p[best] ? i : best;
                }

                return best;
            }
            """,
        ["SetOf"] =
            """
            /// <summary>The classes of at least a probability, and the most probable one in any case.</summary>
            private static List<string> SetOf(float[] p, int best, float threshold)
            {
                var set = new List<string>();
                for (var i = 0; i < p.Length; i++)
                {
                    if (i == best || p[i] >= threshold)
                    {
                        set.Add(Classes[i]);
                    }
                }

                return set;
            }
            """,
    };
}
