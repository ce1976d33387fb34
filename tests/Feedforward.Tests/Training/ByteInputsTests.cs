using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

/// <summary>Inputs that stay bytes: they stand for the numbers of their table, and training on them gives the same bits.</summary>
public sealed class ByteInputsTests
{
    private static readonly float[] s_numbers = [.. Enumerable.Range(0, 256).Select(value => (value - 33.3f) / 78.6f)];

    /// <summary>Widths around the eight bytes that are looked up together.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(29)]
    public void A_byte_stands_for_the_number_at_its_place(int width)
    {
        var bytes = Bytes(5, width);
        int[] rows = [4, 0, 4, 2];
        var numbers = new ByteInputs(bytes, rows, s_numbers).ToMatrix();
        Assert.Equal((4, width), (numbers.Rows, numbers.Columns));
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < width; j++)
            {
                Assert.Equal((bytes[rows[i], j] - 33.3f) / 78.6f, numbers[i, j]);
            }
        }
    }

    /// <summary>With validation and a last batch that is shorter; wide enough for several threads to gather.</summary>
    [Theory]
    [InlineData(1, 32)]
    [InlineData(2, 32)]
    [InlineData(2, 1000)]
    public void Training_gives_the_same_bits_as_on_a_matrix(int threads, int batchSize)
    {
        var bytes = Bytes(400, 1100);
        var training = new ByteInputs(bytes, [.. Enumerable.Range(0, 100).Select(i => 3 * i)], s_numbers);
        var validation = new ByteInputs(bytes, [.. Enumerable.Range(100, 300).Reverse()], s_numbers);
        var labels = Matrix.Column<float>([.. Enumerable.Range(0, 400).Select(row => (float)(bytes[row, 0] % 3))]);
        Dataset[] asBytes = [new(training, labels.Slice(0, 100)), new(validation, labels.Slice(100, 300))];
        Dataset[] asMatrix = [new(training.ToMatrix(), labels.Slice(0, 100)), new(validation.ToMatrix(), labels.Slice(100, 300))];
        var (one, other) = (Trained(asBytes, threads, batchSize), Trained(asMatrix, threads, batchSize));
        Assert.Equal(other.Network.Parameters.ToArray(), one.Network.Parameters.ToArray());
        Assert.Equal(other.Epochs.Select(epoch => epoch.ValidationRisk), one.Epochs.Select(epoch => epoch.ValidationRisk));
        Assert.Equal(3, one.Epochs.Count);
    }

    [Fact]
    public void What_cannot_be_looked_up_is_refused()
    {
        var bytes = Bytes(2, 3);
        Assert.Contains("255 numbers", Assert.Throws<ArgumentException>(() => new ByteInputs(bytes, [0], s_numbers.AsSpan(1))).Message, StringComparison.Ordinal);
        Assert.Contains("Row 2", Assert.Throws<ArgumentException>(() => new ByteInputs(bytes, [0, 2], s_numbers)).Message, StringComparison.Ordinal);
        Assert.Contains("Row -1", Assert.Throws<ArgumentException>(() => new ByteInputs(bytes, [-1], s_numbers)).Message, StringComparison.Ordinal);
        float[] broken = [.. s_numbers[..255], float.NaN];
        Assert.Contains("not finite", Assert.Throws<DataException>(() => new ByteInputs(bytes, [0], broken)).Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => new Dataset(new ByteInputs(bytes, [], s_numbers), new Matrix<float>(0, 1)));
        Assert.Throws<DataException>(() => new Dataset(new ByteInputs(bytes, [0, 1], s_numbers), new Matrix<float>(1, 1)));
    }

    private static Matrix<byte> Bytes(int rows, int width) => new([.. Enumerable.Range(0, rows * width).Select(i => (byte)(i * 37 % 251))], rows, width);

    private static TrainingResult Trained(Dataset[] data, int threads, int batchSize) =>
        Network.Create(data[0].Features, 4, new Dense(6, Activation.Relu), new Dense(3)).Fit(
            data[0],
            new TrainingOptions
            {
                Loss = Loss.SoftmaxCrossEntropy,
                Optimizer = Optimizer.Adam(),
                LearningRate = 0.01,
                BatchSize = batchSize,
                Epochs = 3,
                Validation = data[1],
                Threads = threads,
            },
            null,
            TestContext.Current.CancellationToken);
}
