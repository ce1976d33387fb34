using System.Net;
using System.Text;

namespace Feedforward.Server.Tests;

/// <summary>Bodies changed at random: whatever comes, it is the client's fault or a prediction, never a fault of the server.</summary>
public sealed class HostileBodyTests
{
    private const int Mutants = 3000;

    private const string Tensors = """{"id":"1","inputs":[{"name":"age","shape":[2,1],"datatype":"FP32","data":[38,1.5]},{"name":"city","shape":[2,1],"datatype":"BYTES","data":[["Oslo"],["\u0141\u00f3d\u017a"]]},{"name":"member","shape":[2],"datatype":"BOOL","data":[true,false]},{"name":"joined","shape":[2,1],"datatype":"BYTES","data":["2026-03-04",""]}],"outputs":[{"name":"label"}]}""";

    private static readonly string[] s_pieces =
        ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "-", "1e999", "1e-999", "9223372036854775808", "\n", "\r", ";", "\t", "\0", "rows", "age", "{}", "[[[[", "\u00e9", "NaN", "-0", "2026-13-41"];

    private static readonly HashSet<HttpStatusCode> s_expected =
        [HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType];

    [Theory]
    [InlineData("/predict", "application/json", $$"""{"rows":[{{SampleModel.Record}},{"age":null,"city":"Łódź","member":0,"joined":null,"more":[1,{}]}]}""")]
    [InlineData("/predict", "text/csv", "age,city,member,joined\n38,\"Oslo, \"\"old\"\"\",true,2026-03-04\n1.5,Łódź,,\n")]
    [InlineData("/v2/models/people/infer", "application/json", Tensors)]
    public async Task NoBodyIsAFaultOfTheServer(string path, string type, string body)
    {
        await using var server = await TestServer.StartAsync();
        var random = new Random(20260124);
        var good = Encoding.UTF8.GetBytes(body);
        var statuses = new Dictionary<HttpStatusCode, int>();
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = Mutate(good, random);
            using var response = await server.PostAsync(path, mutant, type);
            Assert.True(s_expected.Contains(response.StatusCode), $"{(int)response.StatusCode} for {Convert.ToBase64String(mutant)}");
            statuses[response.StatusCode] = statuses.GetValueOrDefault(response.StatusCode) + 1;
            if (response.StatusCode != HttpStatusCode.OK)
            {
                var answer = await response.TextAsync();
                Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
                Assert.DoesNotContain("Exception", answer, StringComparison.Ordinal);
                Assert.DoesNotContain(".onnx", answer, StringComparison.Ordinal);
            }
        }

        // The mutants are neither all good nor all bad.
        Assert.True(statuses.GetValueOrDefault(HttpStatusCode.OK) > 20);
        Assert.True(statuses.GetValueOrDefault(HttpStatusCode.BadRequest) > 20);
        Assert.Empty(server.Log);
    }

    [Fact]
    public async Task DepthIsBounded()
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.PostAsync("/predict", new string('[', 100_000));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static byte[] Mutate(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var change = random.Next(4); change >= 0; change--)
        {
            var place = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(8), bytes.Count - place);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveRange(place, length);
                    break;
                case 1:
                    bytes.InsertRange(place, bytes.GetRange(place, length));
                    break;
                case 2:
                    bytes.Insert(place, (byte)random.Next(256));
                    break;
                case 3 when place < bytes.Count:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 4 when random.Next(4) == 0:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
                default:
                    bytes.InsertRange(place, Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }
}
