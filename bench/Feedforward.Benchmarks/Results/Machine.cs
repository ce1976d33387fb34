using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Feedforward.Benchmarks.Results;

/// <summary>The machine that results hold for.</summary>
/// <param name="Processor">What the processor calls itself.</param>
/// <param name="Cores">How many logical processors this process may use.</param>
/// <param name="VectorBits">The widest vectors of 32-bit numbers that are fast.</param>
/// <param name="System">The operating system.</param>
/// <param name="Framework">The version of .NET.</param>
/// <param name="Load">How busy it was before the measurements.</param>
internal sealed record Machine(string Processor, int Cores, int VectorBits, string System, string Framework, MachineLoad Load)
{
    /// <summary>This machine; prints the load, and a warning when the machine is not quiet.</summary>
    public static Machine Observe()
    {
        var load = MachineLoad.Observe();
        Console.Error.WriteLine(load.Sentence);
        if (!load.IsQuiet)
        {
            Console.Error.WriteLine("WARNING: the machine is not quiet; other processes change these figures, and those of the peers most.");
        }

        return new(
            ProcessorName(),
            Environment.ProcessorCount,
            Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            load);
    }

    /// <summary>The line above the tables.</summary>
    public string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor}, {Cores} {(Cores == 1 ? "core" : "cores")}, {VectorBits}-bit vectors; {System}; {Framework}. {(Load.IsQuiet ? "" : "The machine was not quiet. ")}{Load.Sentence}.");

    /// <summary>Writes it as an object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("machine");
        json.WriteString("processor", Processor);
        json.WriteNumber("cores", Cores);
        json.WriteNumber("vectorBits", VectorBits);
        json.WriteString("system", System);
        json.WriteString("framework", Framework);
        json.WriteString("load", Load.Sentence);
        json.WriteBoolean("quiet", Load.IsQuiet);
        json.WriteEndObject();
    }

    private static string ProcessorName()
    {
        const string Information = "/proc/cpuinfo";
        var line = File.Exists(Information)
            ? File.ReadLines(Information).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
