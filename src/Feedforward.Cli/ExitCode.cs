namespace Feedforward.Cli;

/// <summary>What the command's exit codes mean. They are part of its interface.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>A fault of the program, a gradient check that fails, or an output that is not the expected one.</summary>
    public const int Fault = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int Usage = 2;

    /// <summary>The data or the model file cannot be used.</summary>
    public const int Data = 3;

    /// <summary>Training met a number that is not finite.</summary>
    public const int Diverged = 4;

    /// <summary>Cancelled, as by Ctrl-C.</summary>
    public const int Cancelled = 130;
}
