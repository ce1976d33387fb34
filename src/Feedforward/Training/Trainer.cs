using System.Diagnostics;
using Feedforward.Kernels;
using Feedforward.Layers;
using Feedforward.Optimizers;
using Feedforward.Schedules;

namespace Feedforward.Training;

/// <summary>
/// Training as a sequence of epochs: minibatch gradients by backpropagation, followed by an optimizer. It works on its
/// own copy of θ; the network it was given never changes. After the first step, a step allocates nothing.
/// </summary>
public sealed class Trainer
{
    private readonly Network _network;
    private readonly Dataset _data;
    private readonly TrainingOptions _options;
    private readonly Workspace<float> _workspace;
    private readonly OptimizerState _optimizerState;
    private readonly Batches _batches;
    private readonly EarlyStopping _earlyStopping;
    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly float[] _weights;
    private readonly float[] _bestParameters;
    private readonly float[] _bestState;
    private readonly List<double> _criteria = [];
    private readonly int _threads;
    private readonly long _largestBlock;
    private readonly PredictionBuffer? _validationOutputs;
    private readonly Stopwatch _stepping = new();
    private readonly Stopwatch _validating = new();
    private double _rate;
    private bool _hasRun;

    /// <summary>Prepares training.</summary>
    /// <param name="network">Where training begins.</param>
    /// <param name="data">What is learned from.</param>
    /// <param name="options">The choices.</param>
    /// <exception cref="DataException">The data do not fit the network or the loss.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or the network cannot be trained by gradients.</exception>
    public Trainer(Network network, Dataset data, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        CheckTrainable(network.Layers);
        data.CheckFits(network, options.Loss);
        options.Validation?.CheckFits(network, options.Loss);

        _network = network;
        _data = data;
        _options = options;
        _threads = Team.ThreadsFor(options.Threads);
        _largestBlock = network.Blocks.Max(b => (long?)b.Count) ?? 0;
        var rows = Math.Min(options.BatchSize, data.Count);
        _workspace = new Workspace<float>(network, rows);
        _workspace.Settings.Threads = _threads;
        _workspace.Settings.Seed = options.Seed;
        _optimizerState = new OptimizerState(network, options.Optimizer);
        _batches = new Batches(data.Count, options.BatchSize, options.Seed, options.Sampling, options.DropLastBatch);
        _earlyStopping = new EarlyStopping(options.Validation is null ? null : options.Patience, options.KeepLastOfTies);
        var copies = _batches.IsFullBatch ? 0 : rows;
        _inputs = GC.AllocateUninitializedArray<float>(copies * data.Features, pinned: true);
        _targets = GC.AllocateUninitializedArray<float>(copies * data.Targets.Columns, pinned: true);
        _weights = new float[data.Weights.Length == 0 ? 0 : rows];
        _validationOutputs = options.Validation is null ? null : new PredictionBuffer(_workspace, network, options.Validation);
        _bestParameters = network.Parameters.ToArray();
        _bestState = network.State.ToArray();
    }

    /// <summary>Steps done so far.</summary>
    public long Steps { get; private set; }

    /// <summary>The step, counted from 1, in which the risk, its gradient or what the update made of θ was not finite, or null.</summary>
    public long? DivergedAtStep { get; private set; }

    /// <summary>Time spent in training steps so far: gathering the batch, both passes, the loss, the update.</summary>
    public TimeSpan StepTime => _stepping.Elapsed;

    /// <summary>Time spent on the validation data so far.</summary>
    public TimeSpan ValidationTime => _validating.Elapsed;

    /// <summary>Why the last <see cref="Run"/> ended.</summary>
    public StopReason Reason { get; private set; }

    /// <summary>The best epoch so far, 0 before the first.</summary>
    public int BestEpoch => _earlyStopping.BestEpoch;

    /// <summary>A network with the parameters as they are now.</summary>
    public Network Current => _network.With(_workspace.Parameters, _workspace.State);

    /// <summary>The network of the best epoch so far; the initial one before the first.</summary>
    public Network Best => _network.With(_bestParameters, _bestState);

    /// <summary>What the passes of the last step computed.</summary>
    public Workspace<float> Workspace => _workspace;

    /// <summary>
    /// The epochs, each trained when it is asked for. The sequence ends after the last epoch, on early stopping, when the
    /// time is up, on cancellation (without an exception) and on divergence; <see cref="Reason"/> tells.
    /// </summary>
    /// <param name="cancellation">Ends training after the step in progress.</param>
    /// <exception cref="InvalidOperationException">The epochs were asked for before.</exception>
    public IEnumerable<Epoch> Run(CancellationToken cancellation = default)
    {
        if (_hasRun)
        {
            throw new InvalidOperationException("A trainer runs once; make another one to train again.");
        }

        _hasRun = true;
        var clock = Stopwatch.StartNew();
        for (var number = 1; number <= _options.Epochs; number++)
        {
            _batches.Begin(number);
            double sum = 0;
            _stepping.Start();
            for (var position = 0; position < _batches.PerEpoch; position++)
            {
                if (cancellation.IsCancellationRequested || (_options.TimeLimit is { } limit && clock.Elapsed >= limit))
                {
                    _stepping.Stop();
                    Reason = cancellation.IsCancellationRequested ? StopReason.Cancelled : StopReason.TimeLimit;
                    if (number == 1 && FiniteNumbers.Only(_workspace.Parameters))
                    {
                        Keep();
                    }

                    yield break;
                }

                var indices = _batches.Indices(position, Steps + 1);
                sum += Step(indices, number - 1) * indices.Length;
                if (DivergedAtStep is not null)
                {
                    _stepping.Stop();
                    Reason = StopReason.Diverged;
                    yield break;
                }
            }

            _stepping.Stop();
            if (Finish(number, sum, clock) is not { } epoch)
            {
                Reason = StopReason.Diverged;
                yield break;
            }

            yield return epoch;
            if (_earlyStopping.IsOver(number))
            {
                Reason = StopReason.EarlyStopped;
                yield break;
            }
        }

        Reason = StopReason.Completed;
    }

    /// <summary>θ ← θ − α∇R on the given examples; returns the risk before the step.</summary>
    private double Step(ReadOnlySpan<int> indices, int epochsDone)
    {
        Steps++;
        Gather(indices, out var x, out var y, out var weights);
        _workspace.Settings.IsTraining = true;
        _workspace.Settings.Step = Steps;

        var time = new ScheduleTime(Steps - 1, (long)_options.Epochs * _batches.PerEpoch, epochsDone, _criteria);
        _workspace.Settings.DropoutFactor = _options.DropoutSchedule.Factor(time);
        var output = _workspace.Forward(x);
        var risk = _options.Loss.Risk(output, y, weights, _workspace.OutputDelta);
        _workspace.Backward();
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
        if (!_options.Optimizer.Step(_workspace.Parameters, _workspace.Gradient, _optimizerState, _rate, onlyFinite: true, UpdateThreads(indices.Length), _options.DecaySchedule.Factor(time)))
        {
            DivergedAtStep = Steps;
        }

        return risk;
    }

    /// <summary>
    /// Where the products of a step stay on one thread, so does the update: to fetch parameters from another core's cache and
    /// back takes longer.
    /// </summary>
    private int UpdateThreads(int rows) => rows * _largestBlock < Gemm.ParallelThreshold ? 1 : _threads;

    private void Gather(ReadOnlySpan<int> indices, out Matrix<float> x, out Matrix<float> y, out ReadOnlySpan<float> weights)
    {
        if (_batches.IsFullBatch)
        {
            (x, y) = (_data.Inputs, _data.Targets);
            weights = _data.Weights;
            return;
        }

        x = new Matrix<float>(_inputs, indices.Length, _data.Features);
        y = new Matrix<float>(_targets, indices.Length, _data.Targets.Columns);
        _data.CopyInputs(indices, x, _threads);
        RowSelection.Copy(_data.Targets, indices, y, _threads);
        for (var i = 0; i < indices.Length && _weights.Length > 0; i++)
        {
            _weights[i] = _data.Weights[indices[i]];
        }

        weights = _weights.Length > 0 ? _weights.AsSpan(0, indices.Length) : default;
    }

    /// <summary>Ends an epoch: watches the validation data and keeps the parameters where they are the best so far.</summary>
    private Epoch? Finish(int number, double sum, Stopwatch clock)
    {
        var trainingRisk = sum / ((double)_batches.PerEpoch * Math.Min(_options.BatchSize, _data.Count));
        if (_options.Sampling == BatchSampling.EpochShuffle && !_options.DropLastBatch)
        {
            trainingRisk = sum / _data.Count;
        }

        if (!FiniteNumbers.Only(_workspace.Parameters))
        {
            DivergedAtStep = Steps;
            return null;
        }

        if (_options.Validation is not null && number % _options.ValidateEvery != 0 && number < _options.Epochs)
        {
            return new Epoch(number, Steps, trainingRisk, null, trainingRisk, _rate, BestEpoch, clock.Elapsed);
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

        return new Epoch(number, Steps, trainingRisk, validationRisk, criterion, _rate, BestEpoch, clock.Elapsed);
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
