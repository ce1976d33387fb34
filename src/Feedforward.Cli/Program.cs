using System.Runtime.InteropServices;
using Feedforward.Cli;

using var cancellation = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
var ranks = Ranks.OfProcess();
return ranks.IsIdle(args) ? ExitCode.Success
    : ranks.End(await Application.RunAsync(args, ranks.IsFirst ? Terminal.OfProcess(ranks) : Terminal.Unseen(ranks), cancellation.Token));

// The first signal asks for a good end, with the best model so far; the second takes its usual course.
void Cancel(PosixSignalContext signal)
{
    signal.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}
