namespace Feedforward.Onnx.SourceCode;

/// <content>What layers do to the numbers of one example.</content>
internal static partial class Functions
{
    private static readonly Dictionary<string, string> OfLayers = new()
    {
        ["Dense"] =
            """
            /// <summary>h = xW + b, for each of several networks side by side from its own part of x.</summary>
            private static float[] Dense(float[] x, float[] weight, float[] bias, int members)
            {
                var h = (float[])bias.Clone();
                var (inputs, units) = (x.Length / members, h.Length / members);
                for (var i = 0; i < x.Length; i++)
                {
                    var weights = weight.AsSpan(i * units, units);
                    var sums = h.AsSpan(i / inputs * units, units);
                    for (var j = 0; j < sums.Length; j++)
                    {
                        sums[j] = MathF.FusedMultiplyAdd(x[i], weights[j], sums[j]);
                    }
                }

                return h;
            }
            """,
        ["Activated"] =
            """
            /// <summary>σ(x), number by number.</summary>
            private static float[] Activated(float[] x, Func<float, float> σ) => Array.ConvertAll(x, a => σ(a));
            """,
        ["Blended"] =
            """
            /// <summary>x + α(σ(x) − x), number by number.</summary>
            private static float[] Blended(float[] x, Func<float, float> σ, float[] slope)
            {
                var h = new float[x.Length];
                for (var i = 0; i < x.Length; i++)
                {
                    h[i] = MathF.FusedMultiplyAdd(slope[i], σ(x[i]) - x[i], x[i]);
                }

                return h;
            }
            """,
        ["Scaled"] =
            """
            /// <summary>Each number times its own scale.</summary>
            private static float[] Scaled(float[] x, float[] scale)
            {
                var h = new float[x.Length];
                for (var i = 0; i < x.Length; i++)
                {
                    h[i] = x[i] * scale[i];
                }

                return h;
            }
            """,
        ["BatchNormalized"] =
            """
            /// <summary>γ(x − μ) / √(v + ε) + β with the mean μ and the variance v of the training.</summary>
            private static float[] BatchNormalized(float[] x, float[] scale, float[] bias, float[] mean, float[] variance, float epsilon)
            {
                var h = new float[x.Length];
                for (var i = 0; i < x.Length; i++)
                {
                    h[i] = MathF.FusedMultiplyAdd(scale[i], (x[i] - mean[i]) / MathF.Sqrt(variance[i] + epsilon), bias[i]);
                }

                return h;
            }
            """,
        ["LayerNormalized"] =
            """
            /// <summary>γ(x − μ) / √(v + ε) + β with the mean μ and the variance v of the numbers themselves.</summary>
            private static float[] LayerNormalized(float[] x, float[] scale, float[] bias, float epsilon)
            {
                float sum = 0, squares = 0;
                foreach (var number in x)
                {
                    sum += number;
                }

                var mean = sum / x.Length;
                foreach (var number in x)
                {
                    squares += (number - mean) * (number - mean);
                }

                var inverse = 1 / MathF.Sqrt((squares / x.Length) + epsilon);
                var h = new float[x.Length];
                for (var i = 0; i < x.Length; i++)
                {
                    h[i] = MathF.FusedMultiplyAdd(scale[i], (x[i] - mean) * inverse, bias[i]);
                }

                return h;
            }
            """,
        ["Sum"] =
            """
            /// <summary>x + y, number by number.</summary>
            private static float[] Sum(float[] x, float[] y)
            {
                var h = new float[x.Length];
                for (var i = 0; i < x.Length; i++)
                {
                    h[i] = x[i] + y[i];
                }

                return h;
            }
            """,
        ["Periodic"] =
            """
            /// <summary>Vᵀcos(2πwx + b) + c, then x itself, for each network and each number.</summary>
            private static float[] Periodic(float[] x, float[] frequency, float[] phase, float[] weight, float[] bias, int members)
            {
                var rows = members * x.Length;
                var (waves, numbers) = (frequency.Length / rows, bias.Length / rows);
                var h = new float[rows * (numbers + 1)];
                for (var row = 0; row < rows; row++)
                {
                    var sums = h.AsSpan(row * (numbers + 1), numbers + 1);
                    bias.AsSpan(row * numbers, numbers).CopyTo(sums);
                    sums[numbers] = x[row % x.Length];
                    for (var wave = row * waves; wave < (row + 1) * waves; wave++)
                    {
                        var turns = MathF.FusedMultiplyAdd(sums[numbers], frequency[wave], phase[wave] * 0.15915494f);
                        var cosine = MathF.Cos((turns - MathF.Round(turns)) * 6.2831855f);
                        for (var j = 0; j < numbers; j++)
                        {
                            sums[j] = MathF.FusedMultiplyAdd(cosine, weight[(wave * numbers) + j], sums[j]);
                        }
                    }
                }

                return h;
            }
            """,
        ["SharedDense"] =
            """
            /// <summary>((r∘x)W)∘s + b, for each of several networks side by side that share W.</summary>
            private static float[] SharedDense(float[] x, float[] weight, float[] inputScale, float[] outputScale, float[] bias, int members)
            {
                var h = new float[bias.Length];
                var (inputs, units) = (x.Length / members, h.Length / members);
                for (var i = 0; i < x.Length; i++)
                {
                    var scaled = x[i] * inputScale[i];
                    var weights = weight.AsSpan(i % inputs * units, units);
                    var sums = h.AsSpan(i / inputs * units, units);
                    for (var j = 0; j < sums.Length; j++)
                    {
                        sums[j] = MathF.FusedMultiplyAdd(scaled, weights[j], sums[j]);
                    }
                }

                for (var j = 0; j < h.Length; j++)
                {
                    h[j] = MathF.FusedMultiplyAdd(h[j], outputScale[j], bias[j]);
                }

                return h;
            }
            """,
        ["PiecewiseLinear"] =
            """
            /// <summary>ax + c + Vᵀp(x) for each network and number: p is 0 below a bin, 1 above it, and rises in it; the outer bins are open. The edges of number j begin at first[j].</summary>
            private static float[] PiecewiseLinear(float[] x, float[] slope, float[] bias, float[] bins, float[] edges, int[] first, int members)
            {
                var h = new float[slope.Length];
                var width = h.Length / (members * x.Length);
                var allBins = edges.Length - x.Length;
                for (var row = 0; row < members * x.Length; row++)
                {
                    var (member, j) = (row / x.Length, row % x.Length);
                    var sums = h.AsSpan(row * width, width);
                    for (var e = 0; e < width; e++)
                    {
                        sums[e] = MathF.FusedMultiplyAdd(slope[(row * width) + e], x[j], bias[(row * width) + e]);
                    }

                    var last = first[j + 1] - 2;
                    for (var t = first[j]; t <= last; t++)
                    {
                        var part = (x[j] - edges[t]) / (edges[t + 1] - edges[t]);
                        part = t > first[j] ? Math.Max(part, 0) : part;
                        part = t < last ? Math.Min(part, 1) : part;
                        var bin = bins.AsSpan(((member * allBins) + t - j) * width, width);
                        for (var e = 0; e < width; e++)
                        {
                            sums[e] = MathF.FusedMultiplyAdd(part, bin[e], sums[e]);
                        }
                    }
                }

                return h;
            }
            """,
        ["Category"] =
            """
            /// <summary>The learned numbers of a category; those of the first row for a number that is none.</summary>
            private static float[] Category(float[] x, float[] table, int categories)
            {
                var width = table.Length / categories;
                var row = x[0] >= 1 && x[0] < categories ? (int)x[0] : 0;
                return table.AsSpan(row * width, width).ToArray();
            }
            """,
        ["Part"] =
            """
            /// <summary>Some numbers of x.</summary>
            private static float[] Part(float[] x, int first, int count) => x.AsSpan(first, count).ToArray();
            """,
        ["ForEach"] =
            """
            /// <summary>The same numbers for each of several networks.</summary>
            private static float[] ForEach(int members, float[] x)
            {
                var h = new float[members * x.Length];
                for (var member = 0; member < members; member++)
                {
                    x.CopyTo(h, member * x.Length);
                }

                return h;
            }
            """,
        ["SideBySide"] =
            """
            /// <summary>For each network its part of each of these, one behind the other.</summary>
            private static float[] SideBySide(int members, params float[][] parts)
            {
                var h = new List<float>();
                for (var member = 0; member < members; member++)
                {
                    foreach (var part in parts)
                    {
                        var width = part.Length / members;
                        h.AddRange(part[(member * width)..((member + 1) * width)]);
                    }
                }

                return h.ToArray();
            }
            """,
    };
}
