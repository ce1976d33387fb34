using System.Runtime.InteropServices;
using Feedforward.Cli;

using var cancellation = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
var ranks = Ranks.OfProcess();
if (ranks.IsIdle(args))
{
    return ExitCode.Success;
}

var terminal = ranks.IsFirst ? Terminal.OfProcess(ranks) : Terminal.Unseen(ranks);
var code = await Application.RunAsync(args, terminal, cancellation.Token);
terminal.Drain(cancellation.IsCancellationRequested ? TimeSpan.FromSeconds(1) : Timeout.InfiniteTimeSpan);
return ranks.End(code);

// The first signal asks for a good end, with the best model so far; the second takes its usual course.
void Cancel(PosixSignalContext signal)
{
    signal.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}
