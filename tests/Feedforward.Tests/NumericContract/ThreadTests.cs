using Feedforward.Determinism;

namespace Feedforward.Tests.NumericContract;

/// <summary>The number of threads, and what other threads do, changes no bit of a training.</summary>
public sealed class ThreadTests
{
    public static TheoryData<string> Names { get; } = [.. TrainingCases.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_number_of_threads_gives_the_same_weights(string name)
    {
        var training = Named(name);
        var expected = training.Train(1);
        foreach (var threads in new[] { 2, 3, 8 })
        {
            var network = training.Train(threads);
            Numbers.SameBits(expected.Parameters, network.Parameters, $"{name} with {threads} threads");
            Numbers.SameBits(expected.State, network.State, $"the state of {name} with {threads} threads");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_weights_moved_and_are_finite(string name)
    {
        var training = Named(name);
        var trained = training.Train(1);
        var initial = Network.Create(training.Inputs, 20, training.Layers);
        var moved = 0;
        for (var i = 0; i < trained.ParameterCount; i++)
        {
            Assert.True(float.IsFinite(trained.Parameters[i]));
            moved += trained.Parameters[i] != initial.Parameters[i] ? 1 : 0;
        }

        Assert.InRange(moved, 0.9 * trained.ParameterCount, trained.ParameterCount);
    }

    [Fact]
    public void Trainings_at_once_give_the_weights_of_trainings_alone()
    {
        var names = new[] { "wide", "classes", "wide", "regression" };
        var expected = names.Select(n => Named(n).Train(2)).ToArray();
        var trained = new Network[names.Length];
        RunTogether(names.Length, i => trained[i] = Named(names[i]).Train(2));
        for (var i = 0; i < names.Length; i++)
        {
            Numbers.SameBits(expected[i].Parameters, trained[i].Parameters, names[i]);
        }
    }

    [Fact]
    public void Predictions_at_once_with_one_network_are_those_alone()
    {
        var training = Named("wide");
        var network = training.Train(1);
        var x = training.Data.Inputs;
        var expected = network.Forward(x);
        var predicted = new Matrix<float>[8];
        RunTogether(predicted.Length, i =>
        {
            for (var round = 0; round < 10; round++)
            {
                // Different numbers of rows, so that spare buffers of different sizes are passed on.
                var start = (i * 7) + round;
                network.Forward(x.Slice(start, 1 + (round * 13)), new Matrix<float>(1 + (round * 13), network.Outputs));
                predicted[i] = network.Forward(x);
            }
        });
        Assert.All(predicted, p => Numbers.SameBits(expected.Span, p.Span));
    }

    private static TrainingCase Named(string name) => TrainingCases.All.Single(c => c.Name == name);

    private static void RunTogether(int count, Action<int> action)
    {
        var threads = new Thread[count];
        using var start = new Barrier(count);
        for (var i = 0; i < count; i++)
        {
            var number = i;
            threads[i] = new Thread(() =>
            {
                start.SignalAndWait();
                action(number);
            });
            threads[i].Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }
    }
}
