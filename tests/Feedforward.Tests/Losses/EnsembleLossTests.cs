using Feedforward.Losses;

namespace Feedforward.Tests.Losses;

/// <summary>The loss of members side by side against the loss of each alone.</summary>
public sealed class EnsembleLossTests
{
    [Fact]
    public void Risk_is_the_mean_of_the_members_and_each_derivative_its_own()
    {
        const int Rows = 9, Members = 4, Classes = 3;
        var f = Numbers.Normal(Rows, Members * Classes, 1);
        var y = new Matrix<float>([0, 1, 2, 2, 1, 0, 1, 1, 2], Rows, 1);
        float[] w = [1, 2, 0.5f, 0, 1, 1, 1, 1.5f, 1];
        var δ = new Matrix<float>(Rows, Members * Classes);
        var risk = Loss.Ensemble(Loss.SoftmaxCrossEntropy, Members).Risk<float>(f, y, w, δ);
        double sum = 0;
        for (var m = 0; m < Members; m++)
        {
            var (own, ownδ) = (Part(f, m, Classes), new Matrix<float>(Rows, Classes));
            sum += Loss.SoftmaxCrossEntropy.Risk<float>(own, y, w, ownδ);
            var part = Part(δ, m, Classes);
            for (var i = 0; i < part.Span.Length; i++)
            {
                Assert.Equal(ownδ.Span[i], part.Span[i], 1e-8f);
            }
        }

        Assert.Equal(sum / Members, risk, 1e-6);
    }

    /// <summary>
    /// Three members and folds, outputs 1, 2, 3, targets 0: squared errors 1, 4, 9. The example of fold 1 leaves 1 and 9, that of fold 2
    /// leaves 1 and 4; six errors share the mean, and each member has two examples in three, so all weigh 3/2. δ = 2f·3/2 ÷ 2 examples.
    /// </summary>
    [Fact]
    public void A_member_does_not_learn_from_its_fold()
    {
        var f = new Matrix<float>([1, 2, 3, 1, 2, 3], 2, 3);
        var y = new Matrix<float>([0, 1, 0, 2], 2, 2);
        var δ = new Matrix<float>(2, 3);
        var risk = Loss.Ensemble(Loss.SquaredError, 3, 3).Risk<float>(f, y, [], δ);
        Assert.Equal((1 + 9 + 1 + 4) * 1.5 / 6, risk, 1e-6);
        Assert.Equal([1.5f, 0, 4.5f, 1.5f, 3, 0], δ.Span.ToArray());
    }

    [Fact]
    public void The_prediction_is_the_mean_of_members_or_of_those_that_did_not_learn_from_the_row()
    {
        float[] f = [1, 2, 3, 4, 5, 6, 7, 8];
        Assert.Equal([2.5f, 6.5f], Loss.SquaredError.PredictMean(new Matrix<float>([.. f], 2, 4), 4).Span.ToArray());
        Assert.Equal([2, 7], Loss.SquaredError.PredictMean(new Matrix<float>([.. f], 2, 4), 4, 2, [0, 1]).Span.ToArray());
        Assert.Equal([2, 3, 6, 7], Loss.SquaredError.PredictMean(new Matrix<float>([.. f], 2, 4), 2).Span.ToArray());
    }

    [Fact]
    public void Folds_need_members()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Ensemble(Loss.SquaredError, 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Ensemble(Loss.SquaredError, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Ensemble(Loss.SquaredError, 0));
    }

    private static Matrix<float> Part(Matrix<float> x, int member, int width)
    {
        var part = new Matrix<float>(x.Rows, width);
        for (var i = 0; i < x.Rows; i++)
        {
            x.Row(i).Slice(member * width, width).CopyTo(part.Row(i));
        }

        return part;
    }
}
