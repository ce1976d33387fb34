using Feedforward.Layers;

namespace Feedforward.Tests.Layers;

/// <summary>The layer with one matrix for all members against members with matrices of their own.</summary>
public sealed class BatchEnsembleDenseTests
{
    /// <summary>((r∘x)W)∘s + b is x·(diag(r)·W·diag(s)) + b.</summary>
    [Theory]
    [InlineData(1, 3, 4, 5)]
    [InlineData(3, 7, 5, 20)]
    [InlineData(4, 33, 18, 65)]
    public void Factors_scale_the_rows_and_columns_of_one_matrix(int members, int inputs, int units, int rows)
    {
        var shared = Network.Create(members * inputs, 1, new BatchEnsembleDense(members, units, randomFactors: true));
        shared = shared.With(Numbers.Normal(1, shared.ParameterCount, 2).Span, []);
        var θ = shared.Parameters;
        var (w, r) = (θ[..(inputs * units)].ToArray(), θ.Slice(inputs * units, members * inputs).ToArray());
        var s = θ.Slice((inputs * units) + (members * inputs), members * units).ToArray();
        var own = new List<float>();
        for (var row = 0; row < members * inputs; row++)
        {
            for (var j = 0; j < units; j++)
            {
                own.Add(r[row] * w[(row % inputs * units) + j] * s[(row / inputs * units) + j]);
            }
        }

        var each = Network.Create(members * inputs, 1, new EnsembleDense(members, units)).With([.. own, .. θ[^(members * units)..]], []);
        var x = Numbers.Normal(rows, members * inputs, 3);
        var (a, b) = (shared.Forward(x).Span.ToArray(), each.Forward(x).Span.ToArray());
        for (var i = 0; i < a.Length; i++)
        {
            Assert.Equal(b[i], a[i], 1e-4f * (1 + Math.Abs(b[i])));
        }
    }

    [Fact]
    public void Factors_begin_with_signs_where_the_members_must_part_and_with_1_elsewhere()
    {
        var parting = Network.Create(400, 1, new BatchEnsembleDense(4, 1, randomFactors: true));
        var r = parting.Parameters.Slice(100, 400).ToArray();
        Assert.All(r, factor => Assert.Equal(1, Math.Abs(factor)));
        Assert.InRange(r.Count(factor => factor < 0), 140, 260);
        Assert.All(Network.Create(400, 1, new BatchEnsembleDense(4, 1)).Parameters[100..504].ToArray(), factor => Assert.Equal(1, factor));
    }

    [Fact]
    public void Features_that_are_no_equal_parts_are_refused() =>
        Assert.Throws<ArgumentException>(() => Network.Create(7, 1, new BatchEnsembleDense(2, 3)));

    [Fact]
    public void Threads_do_not_change_a_bit() => ThreadAgreement.AssertSameGradients(
        Network.Create(90, 5, new BatchEnsembleDense(3, 70, randomFactors: true), new BatchEnsembleDense(3, 2)),
        Numbers.Normal(300, 90, 1));
}
