using Feedforward.Benchmarks.Measuring;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Feedforward.Peers.LibTorch;

/// <summary>The training of a case, written as its users write it: zero_grad, forward, loss, backward, optimizer step on a fresh slice of rows.</summary>
internal sealed class TorchTraining : IDisposable
{
    private readonly TrainingCase _training;
    private readonly Module<Tensor, Tensor> _model;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _inputs;
    private readonly Tensor _targets;
    private readonly int _stepsPerLook;
    private int _next;

    /// <summary>Makes model, data and optimizer.</summary>
    public TorchTraining(TrainingCase training)
    {
        _training = training;
        random.manual_seed(1);
        var widths = training.Widths;
        var layers = new List<(string, Module<Tensor, Tensor>)>();
        for (var i = 0; i + 1 < widths.Count; i++)
        {
            layers.Add(($"linear{i}", Linear(widths[i], widths[i + 1])));
            if (i + 2 < widths.Count)
            {
                layers.Add(($"relu{i}", ReLU()));
            }
        }

        _model = Sequential(layers);
        _optimizer = training.Optimizer switch
        {
            "sgd" => optim.SGD(_model.parameters(), training.LearningRate),
            "momentum" => optim.SGD(_model.parameters(), training.LearningRate, momentum: 0.9),
            _ => optim.Adam(_model.parameters(), training.LearningRate),
        };
        long rows = (long)training.Batches * training.Batch, outputs = widths[^1];
        _inputs = randn(rows, widths[0]);
        _targets = training.IsRegression ? randn(rows, outputs) : randint(outputs, [rows]);

        // The clock is read after about as many steps as an epoch of ours has, but not after seconds.
        _stepsPerLook = Math.Min(training.Batches, 64);
    }

    /// <summary>Does some steps and says how many.</summary>
    public long Steps()
    {
        for (var i = 0; i < _stepsPerLook; i++)
        {
            Step();
        }

        return _stepsPerLook;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _optimizer.Dispose();
        _inputs.Dispose();
        _targets.Dispose();
    }

    private void Step()
    {
        using var scope = NewDisposeScope();
        long first = (long)(_next++ % _training.Batches) * _training.Batch;
        var x = _inputs.narrow(0, first, _training.Batch);
        var y = _targets.narrow(0, first, _training.Batch);
        _optimizer.zero_grad();
        var outputs = _model.forward(x);
        var loss = _training.IsRegression ? functional.mse_loss(outputs, y) : functional.cross_entropy(outputs, y);
        loss.backward();
        _optimizer.step();
    }
}
