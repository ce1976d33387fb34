using System.CommandLine;

namespace Feedforward.Benchmarks.Commands;

/// <summary><c>busy</c>: keeps a core busy until its standard input ends; the verb contention starts it.</summary>
internal static class BusyCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("busy", "Keep a core busy until the standard input ends.") { Hidden = true };
        command.SetAction(_ =>
        {
            var isOver = false;
            var waiting = new Thread(() =>
            {
                Console.In.ReadToEnd();
                Volatile.Write(ref isOver, true);
            });
            waiting.Start();
            while (!Volatile.Read(ref isOver))
            {
                Peak.FmaLoops.Run(100_000);
            }
        });
        return command;
    }
}
