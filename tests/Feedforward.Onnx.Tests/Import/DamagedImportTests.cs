namespace Feedforward.Onnx.Tests.Import;

/// <summary>Whatever is damaged in a file of another program, a network is read or refused, and nothing else happens.</summary>
public sealed class DamagedImportTests
{
    public static TheoryData<string> Names => [.. Fixture.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsReadOrRefused(string name)
    {
        var (read, refused) = (0, 0);
        foreach (var mutant in Mutations.Of(new Fixture(name).Bytes, 600, 3))
        {
            try
            {
                OnnxNetwork.Load(new MemoryStream(mutant));
                read++;
            }
            catch (ModelFileException)
            {
                refused++;
            }
        }

        Assert.True(refused > 100 && read > 5, $"{read} read, {refused} refused");
    }
}
