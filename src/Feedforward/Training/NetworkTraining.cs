namespace Feedforward.Training;

/// <summary>Training in one call.</summary>
public static class NetworkTraining
{
    /// <summary>Trains a copy of the network and returns the best epoch's.</summary>
    /// <param name="network">Where training begins; it does not change.</param>
    /// <param name="data">What is learned from.</param>
    /// <param name="options">The choices.</param>
    /// <param name="progress">Told of each finished epoch, on the calling thread where <paramref name="progress"/> allows; or null.</param>
    /// <param name="cancellation">Ends training after the step in progress; the best network so far is returned.</param>
    /// <returns>The trained network and what happened; also where training was cancelled or diverged.</returns>
    /// <exception cref="DataException">The data do not fit the network or the loss.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or the network cannot be trained by gradients.</exception>
    public static TrainingResult Fit(
        this Network network,
        Dataset data,
        TrainingOptions options,
        IProgress<Epoch>? progress = null,
        CancellationToken cancellation = default)
    {
        var trainer = new Trainer(network, data, options);
        foreach (var epoch in trainer.Run(cancellation))
        {
            progress?.Report(epoch);
        }

        return trainer.Result;
    }
}
