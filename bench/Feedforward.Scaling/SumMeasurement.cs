using System.Diagnostics;
using Feedforward.Mpi;
using Feedforward.Randomness;

namespace Feedforward.Scaling;

/// <summary>Sums over all ranks: our fixed tree, MPI's own sum in an order of its choice, and whole numbers on one scale, whose order does not matter.</summary>
internal static class SumMeasurement
{
    private const int Rounds = 15;
    private static readonly int[] s_lengths = [1_000, 10_000, 100_000, 1_000_000, 6_000_000];

    public static void Run()
    {
        var job = MpiCollective.Join(MpiLaunch.Find());
        Say(job, $"{job.Size} processes, {job.LibraryVersion}; the best of {Rounds} rounds, in turn; µs");
        Say(job, "\n| floats | fixed tree | MPI_Iallreduce | tree ÷ MPI | int64 on one scale | int64 ÷ tree |\n|---:|---:|---:|---:|---:|---:|");
        foreach (var length in s_lengths)
        {
            var random = new RandomStream((ulong)job.Rank, RandomPurpose.Experiment);
            var own = GC.AllocateArray<float>(length, pinned: true);
            for (var i = 0; i < length; i++)
            {
                own[i] = random.Normal(i);
            }

            var (numbers, whole, most) = (GC.AllocateArray<float>(length, pinned: true), GC.AllocateArray<long>(length, pinned: true), GC.AllocateArray<double>(1, pinned: true));
            var repeats = Math.Max(1, 300_000 / length);
            var best = new double[3];
            Array.Fill(best, double.MaxValue);
            for (var round = -1; round < Rounds; round++)
            {
                for (var way = 0; way < 3; way++)
                {
                    job.Barrier();
                    var clock = Stopwatch.StartNew();
                    for (var i = 0; i < repeats; i++)
                    {
                        own.CopyTo(numbers, 0);
                        switch (way)
                        {
                            case 0:
                                job.BeginSum([numbers.AsMemory()], job.Size, numbers);
                                job.CompleteSums();
                                break;
                            case 1:
                                Reduce(job, MpiCollective.AddressOf(numbers), length, job.Library.Abi.Float, job.Library.Abi.Sum);
                                break;
                            default:
                                OnOneScale(job, numbers, whole, most);
                                break;
                        }
                    }

                    if (round >= 0)
                    {
                        best[way] = Math.Min(best[way], clock.Elapsed.TotalMicroseconds / repeats);
                    }
                }
            }

            Say(job, $"| {length:N0} | {best[0]:F0} | {best[1]:F0} | {best[0] / best[1]:F2} | {best[2]:F0} | {best[2] / best[0]:F1} |");
        }

        job.Leave(hasFailed: false);
    }

    /// <summary>The largest number of all decides the scale, so that no sum of P numbers is too large; then sums are exact in any order.</summary>
    private static void OnOneScale(MpiCollective job, float[] numbers, long[] whole, double[] most)
    {
        most[0] = 0;
        foreach (var number in numbers)
        {
            most[0] = Math.Max(most[0], Math.Abs(number));
        }

        Reduce(job, MpiCollective.AddressOf(most), 1, job.Library.Abi.Double, job.Library.Abi.Most);
        var scale = Math.ScaleB(1, 61 - Math.ILogB(Math.Max(most[0], float.Epsilon)) - (int)Math.Ceiling(Math.Log2(job.Size)));
        for (var i = 0; i < numbers.Length; i++)
        {
            whole[i] = (long)(numbers[i] * scale);
        }

        Reduce(job, MpiCollective.AddressOf(whole), whole.Length, job.Library.Abi.Int64, job.Library.Abi.Sum);
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (float)(whole[i] / scale);
        }
    }

    private static void Reduce(MpiCollective job, nint at, int count, nint type, nint operation)
    {
        nint request = 0;
        job.Library.Reduce(at, count, type, operation, new Span<nint>(ref request));
        job.Wait(request);
    }

    /// <summary>Not by the console, which writes codes for a terminal first: a launcher's pipe looks like one.</summary>
    public static void WriteLine(string line)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
    }

    public static void Say(MpiCollective job, string line)
    {
        if (job.Rank == 0)
        {
            WriteLine(line);
        }
    }
}
