using Feedforward.Benchmarks.Measuring;
using Feedforward.Benchmarks.Plots;

namespace Feedforward.Scaling;

/// <summary>Strong and weak scaling as tables and a picture.</summary>
internal static class ScalingReport
{
    private const int StrongBatch = 4096;
    private const int RowsEach = 512;

    // Okabe and Ito's colours, which people with any colour vision tell apart.
    private static readonly string[] s_colors = ["#0072b2", "#d55e00", "#009e73", "#999999"];

    public static void Print(Constants constants, string picture)
    {
        Wire[] wires =
        [
            new("shared memory, measured here", constants.Latency, constants.BytesPerMicrosecond),
            new("100 Gb/s InfiniBand, assumed: 2 µs, 11 GB/s", 2, 11_000),
            new("10 Gb/s Ethernet, assumed: 30 µs, 1.1 GB/s", 30, 1_100),
        ];
        var simulation = new Simulation(constants);
        int[] counts = [.. Enumerable.Range(0, 11).Select(k => 1 << k)];
        var single = simulation.Step(1, StrongBatch, wires[0]).All;
        var weak = simulation.Step(1, RowsEach, wires[0]).All;
        Console.WriteLine($"{TrainingCase.Parse(constants.Case)}: {simulation.Parameters:N0} parameters. Measured with one thread: a meeting of two processes {constants.Latency:F1} µs, sums {constants.BytesPerMicrosecond:N0} MB/s, additions {constants.AddPerMicrosecond:N0} million/s, the update {constants.Update / 1000:F2} ms, both passes of 512 rows {constants.Compute[^1] / 1000:F2} ms, of one row {constants.Compute[0] / 1000:F2} ms.");
        Console.WriteLine($"\nStrong scaling, {StrongBatch} rows for all (one process: {single / 1000:F1} ms); weak scaling, {RowsEach} rows each (one process: {weak / 1000:F1} ms).\n");
        Console.WriteLine("| processes | rows each | " + string.Join(" | ", wires.Select(wire => $"speed-up, {wire.Name.Split(',')[0]}")) + " | " + string.Join(" | ", wires.Select(wire => $"weak efficiency, {wire.Name.Split(',')[0]}")) + " |");
        Console.WriteLine("|---:|---:|" + string.Concat(Enumerable.Repeat("---:|", 2 * wires.Length)));
        foreach (var count in counts)
        {
            Console.WriteLine($"| {count:N0} | {StrongBatch / count} | {string.Join(" | ", wires.Select(wire => $"{single / simulation.Step(count, StrongBatch, wire).All:F1}"))} | {string.Join(" | ", wires.Select(wire => $"{weak / simulation.Step(count, RowsEach * count, wire).All:P0}"))} |");
        }

        Console.WriteLine("\n| strong scaling ends | at | speed-up | passes | waiting for sums | update |\n|---|---:|---:|---:|---:|---:|");
        foreach (var wire in wires)
        {
            var best = counts.MinBy(count => simulation.Step(count, StrongBatch, wire).All);
            var step = simulation.Step(best, StrongBatch, wire);
            Console.WriteLine($"| {wire.Name} | {best:N0} | {single / step.All:F1} | {step.Compute / 1000:F2} ms | {step.Exposed / 1000:F2} ms | {step.Update / 1000:F2} ms |");
        }

        Console.WriteLine("\n| ms per step | one message after the pass | a message a layer | buckets (ours) | buckets, each process keeps 1/P of the optimizer's state |\n|---|---:|---:|---:|---:|");
        foreach (var (wire, count) in wires.SelectMany(wire => new[] { 8, 64, 512 }.Select(count => (wire, count))))
        {
            double Of(Messages messages, bool shares = false) => simulation.Step(count, StrongBatch, wire, messages, shares).All / 1000;
            Console.WriteLine($"| {wire.Name.Split(',')[0]}, {count} processes | {Of(Messages.AfterThePass):F2} | {Of(Messages.EachLayer):F2} | {Of(Messages.Buckets):F2} | {Of(Messages.Buckets, shares: true):F2} |");
        }

        File.WriteAllText(picture, Draw(simulation, wires, counts, single, weak));
    }

    private static string Draw(Simulation simulation, Wire[] wires, int[] counts, double single, double weak)
    {
        var drawing = new Drawing(760, 330, "Strong and weak scaling, simulated");
        Panel(60, $"speed-up, {StrongBatch} rows for all", (wire, count) => single / simulation.Step(count, StrongBatch, wire).All);
        Panel(410, $"speed-up, {RowsEach} rows each", (wire, count) => count * weak / simulation.Step(count, RowsEach * count, wire).All);
        string[] names = [.. wires.Select(wire => wire.Name), "perfect"];
        for (var i = 0; i < names.Length; i++)
        {
            var (x, y) = (60 + (i % 2 * 350), 292 + (i / 2 * 20));
            drawing.Line(x, y - 4, x + 16, y - 4, s_colors[i], 2.5);
            drawing.Text(x + 22, y, names[i], style: "font-size=\"11\"");
        }

        return drawing.ToString();

        void Panel(double left, string title, Func<Wire, int, double> speed)
        {
            List<Curve> curves =
            [
                .. wires.Select((wire, i) => new Curve(s_colors[i], [.. counts.Select(count => ((double)count, speed(wire, count)))])),
                new Curve(s_colors[^1], [.. counts.Select(count => ((double)count, (double)count))]),
            ];
            new Panel(left, 40, 300, 180).Draw(drawing, title, "processes", curves, curves.SelectMany(curve => curve.Points).Select(point => point.Y), null);
        }
    }
}
