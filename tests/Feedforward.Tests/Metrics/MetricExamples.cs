namespace Feedforward.Tests.Metrics;

/// <summary>
/// Small literal inputs. The expected numbers in the tests beside this file were computed from the same float values
/// with scikit-learn 1.2.1 (accuracy_score, log_loss, roc_auc_score, brier_score_loss, confusion_matrix,
/// precision_recall_fscore_support, mean_squared_error, mean_absolute_error, r2_score) and, for the calibration error
/// and the Brier score of three classes, with NumPy 1.24 (digitize over linspace(0, 1, 11), right closed).
/// </summary>
internal static class MetricExamples
{
    /// <summary>Two classes, with ties among the scores and one exactly at one half.</summary>
    public static Matrix<float> Binary { get; } =
        Matrix.Column<float>([.1f, .8f, .35f, .35f, .9f, .5f, .62f, .05f, .8f, .47f]);

    public static int[] BinaryLabels { get; } = [0, 1, 0, 1, 1, 1, 0, 0, 0, 1];

    public static float[] BinaryWeights { get; } = [1, 2, .5f, 1, 1.5f, 1, 3, 1, .25f, 2];

    /// <summary>Three classes, with ties inside rows (decided for the first) and between rows.</summary>
    public static Matrix<float> Three { get; } = Matrix.From(new[,]
    {
        { .7f, .2f, .1f }, { .2f, .5f, .3f }, { .3f, .3f, .4f }, { .1f, .8f, .1f },
        { .25f, .25f, .5f }, { .6f, .3f, .1f }, { .1f, .45f, .45f }, { .2f, .1f, .7f },
    });

    public static int[] ThreeLabels { get; } = [0, 1, 1, 1, 2, 2, 2, 0];

    public static float[] ThreeWeights { get; } = [1, .5f, 2, 1, 1, .25f, 1.5f, 1];

    /// <summary>The two-class example with a column a class.</summary>
    public static Matrix<float> BinaryInTwoColumns()
    {
        var both = new Matrix<float>(Binary.Rows, 2);
        for (var row = 0; row < both.Rows; row++)
        {
            both[row, 0] = 1 - Binary[row, 0];
            both[row, 1] = Binary[row, 0];
        }

        return both;
    }
}
