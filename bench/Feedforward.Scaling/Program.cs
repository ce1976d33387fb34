using System.Globalization;
using Feedforward.Scaling;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["sum"]:
        SumMeasurement.Run();
        return 0;
    case ["overlap", var text]:
        OverlapMeasurement.Run(text);
        return 0;
    case ["steps", var text, var threads, var shards]:
        ProcessesMeasurement.Steps(text, int.Parse(threads), int.Parse(shards));
        return 0;
    case ["processes", var text, var rounds]:
        ProcessesMeasurement.Run(text, int.Parse(rounds));
        return 0;
    case ["checkpoint", var text, var rounds]:
        CheckpointMeasurement.Run(text, int.Parse(rounds));
        return 0;
    case ["constants", var text, var file]:
        Constants.Measure(text)?.Write(file);
        return 0;
    case ["simulate", var constants, var picture]:
        ScalingReport.Print(Constants.Read(constants), picture);
        return 0;
    default:
        Console.Error.WriteLine("""
            What several processes cost and gain. Under mpirun -n 2 (or 4):
              sum                                    the fixed tree beside MPI's own sums
              overlap CASE                           a step whose messages travel while it computes, or after it
              constants CASE FILE                    what the simulation needs to know
            By itself:
              processes CASE ROUNDS                  1 process x 2 threads beside 2 processes x 1 thread
              checkpoint CASE ROUNDS                 steps with a checkpoint every 10 s beside steps without
              simulate FILE PICTURE                  strong and weak scaling to 1,024 processes, as Markdown and SVG
            A case is widths:batch:optimizer:loss, for example 784-512-512-10:512:adam:ce.
            """);
        return 2;
}
