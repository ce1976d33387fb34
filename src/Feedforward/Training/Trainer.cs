using System.Diagnostics;
using Feedforward.Kernels;
using Feedforward.Optimizers;

namespace Feedforward.Training;

/// <summary>
/// Training as a sequence of epochs: minibatch gradients by backpropagation, followed by an optimizer. It works on its
/// own copy of θ; the network it was given never changes. After the first step, a step allocates nothing.
/// </summary>
public sealed partial class Trainer
{
    private readonly Network _network;
    private readonly TrainingOptions _options;
    private readonly Workspace<float> _workspace;
    private readonly OptimizerState _optimizerState;
    private readonly Minibatches _minibatches;
    private readonly ShardedGradient? _shards;
    private readonly EarlyStopping _earlyStopping;
    private readonly float[] _bestParameters;
    private readonly float[] _bestState;
    private readonly List<Epoch> _epochs = [];
    private readonly List<double> _criteria = [];
    private readonly int _threads;
    private readonly long _largestBlock;
    private readonly PredictionBuffer? _validationOutputs;
    private readonly Stopwatch _clock = new();
    private readonly Stopwatch _stepping = new();
    private readonly Stopwatch _validating = new();
    private (TimeSpan All, TimeSpan Steps, TimeSpan Validation) _before;
    private double _rate;
    private double _riskSum;
    private int _position;
    private bool _isInEpoch;
    private bool _hasRun;

    /// <summary>Prepares training.</summary>
    /// <param name="network">Where training begins.</param>
    /// <param name="data">What is learned from.</param>
    /// <param name="options">The choices.</param>
    /// <exception cref="DataException">The data do not fit the network or the loss.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or the network cannot be trained by gradients.</exception>
    public Trainer(Network network, Dataset data, TrainingOptions options)
        : this(network, options, threads =>
        {
            ArgumentNullException.ThrowIfNull(data);
            data.CheckFits(network, options.Loss);
            return new DatasetMinibatches(data, options, threads);
        })
    {
    }

    /// <summary>Prepares training on examples that do not lie in memory.</summary>
    /// <param name="network">Where training begins.</param>
    /// <param name="examples">What is learned from.</param>
    /// <param name="options">The choices.</param>
    /// <exception cref="DataException">The examples do not fit the network.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or the network cannot be trained by gradients.</exception>
    public Trainer(Network network, ExampleStream examples, TrainingOptions options)
        : this(network, options, _ =>
        {
            ArgumentNullException.ThrowIfNull(examples);
            examples.CheckFits(network, options.Loss);
            return new StreamMinibatches(examples, options);
        })
    {
    }

    private Trainer(Network network, TrainingOptions options, Func<int, Minibatches> minibatches)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        CheckTrainable(network.Layers);
        options.Validation?.CheckFits(network, options.Loss);

        _network = network;
        _options = options;
        _threads = Team.ThreadsFor(options.Threads);
        _largestBlock = network.Blocks.Max(b => (long?)b.Count) ?? 0;
        _minibatches = minibatches(_threads);
        _workspace = new Workspace<float>(network, (_minibatches.Rows + options.Shards - 1) / options.Shards);
        _workspace.Settings.Threads = _threads;
        _workspace.Settings.Seed = options.Seed;
        _shards = options.Shards > 1 ? new ShardedGradient(_workspace, options.Loss, options.Shards, options.Collective) : null;
        _optimizerState = new OptimizerState(network, options.Optimizer);
        _earlyStopping = new EarlyStopping(options.Validation is null ? null : options.Patience, options.KeepLastOfTies);
        _validationOutputs = options.Validation is null ? null : new PredictionBuffer(_workspace, network, options.Validation, options.Collective);
        _bestParameters = network.Parameters.ToArray();
        _bestState = network.State.ToArray();
    }

    /// <summary>Steps done so far.</summary>
    public long Steps { get; private set; }

    /// <summary>The step, counted from 1, in which the risk, its gradient or what the update made of θ was not finite, or null.</summary>
    public long? DivergedAtStep { get; private set; }

    /// <summary>Time spent in training steps so far: gathering the batch, both passes, the loss, the update, and what passes between two calls of <see cref="Advance"/> within an epoch.</summary>
    public TimeSpan StepTime => _stepping.Elapsed + _before.Steps;

    /// <summary>Time spent on the validation data so far.</summary>
    public TimeSpan ValidationTime => _validating.Elapsed + _before.Validation;

    /// <summary>Why training ended.</summary>
    public StopReason Reason { get; private set; }

    /// <summary>The best epoch so far, 0 before the first.</summary>
    public int BestEpoch => _earlyStopping.BestEpoch;

    /// <summary>A network with the parameters as they are now.</summary>
    public Network Current => _network.With(_workspace.Parameters, _workspace.State);

    /// <summary>The network of the best epoch so far; the initial one before the first.</summary>
    public Network Best => _network.With(_bestParameters, _bestState);

    /// <summary>What training has given so far; before it is over, <see cref="TrainingResult.Reason"/> says nothing.</summary>
    public TrainingResult Result => new(Best, _epochs, BestEpoch, Reason, Steps, DivergedAtStep)
    {
        StepTime = StepTime,
        ValidationTime = ValidationTime,
    };

    /// <summary>What the passes of the last step computed.</summary>
    public Workspace<float> Workspace => _workspace;

    /// <summary>Every finished epoch.</summary>
    public IReadOnlyList<Epoch> Epochs => _epochs;

    /// <summary>Whether training has ended, for the <see cref="Reason"/>.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Steps an epoch has.</summary>
    public int StepsPerEpoch => _minibatches.PerEpoch;

    /// <summary>Steps of the epoch in progress that are done.</summary>
    public int StepsOfEpoch => _position;

    /// <summary>Which examples of the data the next step will learn from, in the order of their rows in the pass; none where training is over or the examples come as a stream.</summary>
    public ReadOnlySpan<int> NextBatch
    {
        get
        {
            BeginEpoch();
            return IsOver ? default : _minibatches.Indices(_position, Steps + 1);
        }
    }

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
        while (!IsOver)
        {
            if (Advance(cancellation).Epoch is { } epoch)
            {
                yield return epoch;
            }
        }
    }

    /// <summary>One step: the next minibatch of the epoch. Does nothing where training is over.</summary>
    /// <param name="cancellation">Ends training instead.</param>
    public TrainingStep Advance(CancellationToken cancellation = default)
    {
        if (IsOver)
        {
            return new TrainingStep(double.NaN, null, true);
        }

        _clock.Start();
        BeginEpoch();
        var reason = cancellation.IsCancellationRequested ? StopReason.Cancelled
            : _options.TimeLimit is { } limit && Elapsed >= limit && _options.Collective is not { Rank: > 0 } ? StopReason.TimeLimit
            : (StopReason?)null;

        // Processes that train together have to end after the same step, so they tell each other in it.
        if (reason is not null && _options.Collective is not { Size: > 1 })
        {
            return Stop(reason.Value);
        }

        _stepping.Start();
        var risk = Step(ref reason);
        if (DivergedAtStep is not null)
        {
            return Over(StopReason.Diverged, risk, null);
        }

        _riskSum += risk * _minibatches.RowsOf(_position, Steps);
        _position++;
        if (_position < _minibatches.PerEpoch)
        {
            return reason is { } stop ? Stop(stop) with { Risk = risk } : new TrainingStep(risk, null, false);
        }

        _stepping.Stop();
        if (Finish(_epochs.Count + 1) is not { } epoch)
        {
            return Over(StopReason.Diverged, risk, null);
        }

        _epochs.Add(epoch);
        (_position, _riskSum, _isInEpoch) = (0, 0, false);
        return epoch.Number == _options.Epochs ? Over(StopReason.Completed, risk, epoch)
            : _earlyStopping.IsOver(epoch.Number) ? Over(StopReason.EarlyStopped, risk, epoch)
            : reason is { } over ? Over(over, risk, epoch)
            : new TrainingStep(risk, epoch, false);
    }

    private TimeSpan Elapsed => _clock.Elapsed + _before.All;

    private void BeginEpoch()
    {
        if (!_isInEpoch && !IsOver)
        {
            _minibatches.Begin(_epochs.Count + 1, _position);
            _isInEpoch = true;
        }
    }

    /// <summary>Ends training within an epoch; what the first had come to is better than nothing.</summary>
    private TrainingStep Stop(StopReason reason)
    {
        if (_epochs.Count == 0 && FiniteNumbers.Only(_workspace.Parameters))
        {
            Keep();
        }

        return Over(reason, double.NaN, null);
    }

    private TrainingStep Over(StopReason reason, double risk, Epoch? epoch)
    {
        _stepping.Stop();
        _clock.Stop();
        Reason = reason;
        IsOver = true;
        return new TrainingStep(risk, epoch, true);
    }
}
