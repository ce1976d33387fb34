using Feedforward.Kernels;
using Feedforward.Layers;
using Feedforward.Schedules;

namespace Feedforward.Training;

public sealed partial class Trainer
{
    /// <summary>θ ← θ − α∇R on the next minibatch; returns the risk before the step.</summary>
    private double Step(ref StopReason? stop)
    {
        Steps++;
        _workspace.Settings.IsTraining = true;
        _workspace.Settings.Step = Steps;
        var time = new ScheduleTime(Steps - 1, (long)_options.Epochs * _minibatches.PerEpoch, _epochs.Count, _criteria);
        _workspace.Settings.DropoutFactor = _options.DropoutSchedule.Factor(time);
        var rows = _minibatches.RowsOf(_position, Steps);
        var risk = _shards?.Compute(_minibatches, _position, Steps, ref stop) ?? Gradient(rows);
        for (var i = 0; i < _options.Penalties.Count; i++)
        {
            risk += _options.Penalties[i].Add<float>(_network.Blocks, _workspace.Parameters, _workspace.Gradient);
        }

        if (!double.IsFinite(risk))
        {
            DivergedAtStep = Steps;
            return risk;
        }

        if (_options.GradientClip is { } limit)
        {
            GradientClipping.Clip(_workspace.Gradient, limit);
        }

        _rate = _options.EffectiveLearningRate * _options.Schedule.Factor(time);
        if (!_options.Optimizer.Step(_workspace.Parameters, _workspace.Gradient, _optimizerState, _rate, onlyFinite: true, UpdateThreads(rows), _options.DecaySchedule.Factor(time)))
        {
            DivergedAtStep = Steps;
        }

        return risk;
    }

    /// <summary>∇R of the whole minibatch; returns R.</summary>
    private double Gradient(int rows)
    {
        var batch = _minibatches.Take(_position, Steps, 0, rows);
        var output = _workspace.Forward(batch.Inputs);
        var risk = _options.Loss.Risk(output, batch.Targets, batch.Weights, _workspace.OutputDelta);
        _workspace.Backward();
        return risk;
    }

    /// <summary>
    /// Where the products of a step stay on one thread, so does the update: to fetch parameters from another core's cache and
    /// back takes longer.
    /// </summary>
    private int UpdateThreads(int rows) => rows * _largestBlock < Gemm.ParallelThreshold ? 1 : _threads;

    /// <summary>Ends an epoch: watches the validation data and keeps the parameters where they are the best so far.</summary>
    private Epoch? Finish(int number)
    {
        var trainingRisk = _options.Sampling == BatchSampling.EpochShuffle && !_options.DropLastBatch
            ? _riskSum / _minibatches.Count
            : _riskSum / ((double)_minibatches.PerEpoch * _minibatches.Rows);

        if (!FiniteNumbers.Only(_workspace.Parameters))
        {
            DivergedAtStep = Steps;
            return null;
        }

        if (_options.Validation is not null && number % _options.ValidateEvery != 0 && number < _options.Epochs)
        {
            // Until the first look there is nothing better to give back than the newest parameters.
            if (BestEpoch == 0)
            {
                Keep();
            }

            return new Epoch(number, Steps, trainingRisk, null, trainingRisk, _rate, BestEpoch, Elapsed);
        }

        double? validationRisk = null;
        var criterion = trainingRisk;
        if (_options.Validation is { } validation && _validationOutputs is { } outputs)
        {
            _validating.Start();
            outputs.Write();
            validationRisk = _options.Loss.Risk<float>(outputs.Values, validation.Targets, validation.Weights, default);
            criterion = _options.Criterion?.Invoke(outputs.Values, validation.Targets) ?? validationRisk.Value;
            _validating.Stop();
        }

        _criteria.Add(criterion);
        if (_options.Validation is null ? _earlyStopping.Take(number) : _earlyStopping.Improves(number, criterion))
        {
            Keep();
        }

        return new Epoch(number, Steps, trainingRisk, validationRisk, criterion, _rate, BestEpoch, Elapsed);
    }

    private void Keep()
    {
        _workspace.Parameters.CopyTo(_bestParameters);
        _workspace.State.CopyTo(_bestState);
    }

    private static void CheckTrainable(IReadOnlyList<Layer> layers)
    {
        foreach (var layer in layers)
        {
            var activation = layer switch
            {
                Dense dense => dense.Activation,
                Activate activate => activate.Activation,
                _ => null,
            };
            if (activation is { IsFlat: true })
            {
                throw new ArgumentException(
                    $"A {layer.Name} layer uses the activation '{activation}', whose derivative is zero wherever it exists: no gradient "
                    + "passes through it, so gradient descent cannot train it. Use the perceptron rule (Perceptron.Learn) for a single "
                    + "unit, or a smooth activation such as sigmoid.");
            }

            CheckTrainable(layer.Children);
        }
    }
}
