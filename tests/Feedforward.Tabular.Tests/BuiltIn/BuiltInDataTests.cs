using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Tabular.Tests.BuiltIn;

/// <summary>What holds for every built-in set.</summary>
public class BuiltInDataTests
{
    public static TheoryData<string> Names { get; } = [.. BuiltInData.All.Select(data => data.Name)];

    // The first 16 digits of the SHA-256 of all inputs, then all targets, as little-endian floats, for seed 1.
    [Theory]
    [InlineData("digits", "05F6994F11F69823")]
    [InlineData("xor", "F8160E4094182D9E")]
    [InlineData("moons", "D40281F0B7F5645D")]
    [InlineData("circles", "95F1FDC3EF5C99A7")]
    [InlineData("spirals", "147712D4D213556B")]
    [InlineData("blobs", "C5DB68895172470B")]
    [InlineData("sine", "EF8D5D47CAF6DA90")]
    public void The_bits_are_those_of_every_other_machine(string name, string expected) =>
        Assert.Equal(expected, Hash(BuiltInData.Named(name).Generate(1)));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_seed_decides_the_data(string name)
    {
        var data = BuiltInData.Named(name);
        Assert.Equal(Hash(data.Generate(5, 50)), Hash(data.Generate(5, 50)));
        Assert.NotEqual(Hash(data.Generate(5, 50)), Hash(data.Generate(6, 50)));
        Assert.NotEqual(Hash(data.Generate(5, 50)), Hash(data.Generate(5 + (1UL << 40), 50)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_longer_set_begins_with_the_shorter_one(string name)
    {
        var (shorter, longer) = (BuiltInData.Named(name).Generate(2, 30), BuiltInData.Named(name).Generate(2, 50));
        Assert.Equal(shorter.Inputs.Span.ToArray(), longer.Inputs.Slice(0, 30).Span.ToArray());
        Assert.Equal(shorter.Targets, longer.Targets[..30]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_the_size_asked_for_and_finite_numbers(string name)
    {
        var data = BuiltInData.Named(name);
        var set = data.Generate(3);
        Assert.Equal((data.DefaultCount, data.Width), (set.Inputs.Rows, set.Inputs.Columns));
        Assert.Equal(data.DefaultCount, set.Targets.Length);
        Assert.DoesNotContain(set.Inputs.Span.ToArray(), value => !float.IsFinite(value));
        Assert.DoesNotContain(set.Targets, value => !float.IsFinite(value));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Generate(3, 0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void All_classes_are_equally_frequent(string name)
    {
        var set = BuiltInData.Named(name).Generate(4);
        if (set.Task != LearningTask.Regression)
        {
            var counts = set.Labels().CountBy(label => label).ToDictionary();
            Assert.Equal(Enumerable.Range(0, set.ClassNames.Count), counts.Keys.Order());
            Assert.Single(counts.Values.Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Class_numbers_follow_the_sorted_names_as_in_a_schema(string name)
    {
        var classes = BuiltInData.Named(name).ClassNames;
        Assert.Equal(classes.Order(StringComparer.Ordinal), classes);
    }

    [Fact]
    public void Is_found_by_name_in_any_case() => Assert.IsType<Moons>(BuiltInData.Named("Moons"));

    [Fact]
    public void An_unknown_name_is_answered_with_those_there_are()
    {
        Assert.Null(BuiltInData.Find("moon"));
        var fault = Assert.Throws<ArgumentException>(() => BuiltInData.Named("moon"));
        Assert.Contains("'moon'", fault.Message, StringComparison.Ordinal);
        Assert.All(BuiltInData.All, data => Assert.Contains(data.Name, fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_unique() => Assert.Distinct(BuiltInData.All.Select(data => data.Name));

    private static string Hash(BuiltInSet set)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(set.Inputs.Span));
        hash.AppendData(MemoryMarshal.AsBytes(set.Targets.AsSpan()));
        return Convert.ToHexString(hash.GetHashAndReset())[..16];
    }
}
