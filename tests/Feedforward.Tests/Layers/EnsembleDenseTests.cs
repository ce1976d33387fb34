using Feedforward.Layers;

namespace Feedforward.Tests.Layers;

public class EnsembleDenseTests
{
    /// <summary>Each member gives the very bits of a dense layer alone, also where it has a single neuron or input.</summary>
    [Theory]
    [InlineData(3, 4, 1)]
    [InlineData(3, 1, 4)]
    [InlineData(2, 1, 1)]
    [InlineData(5, 9, 17)]
    public void AMemberIsADenseLayer(int members, int features, int units)
    {
        const int Rows = 21;
        var ensemble = Network.Create(members * features, 3, new Scale(), new EnsembleDense(members, units));
        var random = new Random(1);
        float[] θ = [.. Enumerable.Range(0, ensemble.ParameterCount).Select(_ => random.NextSingle() - 0.5f)];
        var x = new Matrix<float>([.. Enumerable.Range(0, Rows * members * features).Select(_ => random.NextSingle() - 0.5f)], Rows, members * features);
        var δ = new Matrix<float>([.. Enumerable.Range(0, Rows * members * units).Select(_ => random.NextSingle() - 0.5f)], Rows, members * units);
        var all = Pass(ensemble.With(θ, []), x, δ);
        for (var m = 0; m < members; m++)
        {
            var alone = Pass(
                Network.Create(features, 3, new Scale(), new Dense(units)).With(Own(θ, m), []), Part(x, m, features), Part(δ, m, units));
            Assert.Equal(alone.Output, Part(new(all.Output, Rows, members * units), m, units).Span.ToArray());
            Assert.Equal(alone.Gradient, Own(all.Gradient, m));
        }

        // The factors of the features, whose gradient needs ∂R/∂x, then W, then b.
        float[] Own(float[] all, int member)
        {
            var (weights, end) = (features * units, members * features * (units + 1));
            return
            [
                .. all.AsSpan(member * features, features),
                .. all.AsSpan((members * features) + (member * weights), weights),
                .. all.AsSpan(end + (member * units), units),
            ];
        }
    }

    private static (float[] Output, float[] Gradient) Pass(Network network, Matrix<float> x, Matrix<float> δ)
    {
        var workspace = new Workspace<float>(network, x.Rows);
        var output = workspace.Forward(x).Span.ToArray();
        δ.Span.CopyTo(workspace.OutputDelta.Span);
        workspace.Backward();
        return (output, workspace.Gradient.ToArray());
    }

    private static Matrix<float> Part(Matrix<float> matrix, int member, int columns)
    {
        var part = new Matrix<float>(matrix.Rows, columns);
        for (var i = 0; i < matrix.Rows; i++)
        {
            matrix.Row(i).Slice(member * columns, columns).CopyTo(part.Row(i));
        }

        return part;
    }
}
