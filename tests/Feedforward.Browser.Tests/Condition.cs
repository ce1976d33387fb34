namespace Feedforward.Browser.Tests;

/// <summary>Waits for what happens in the studio itself.</summary>
internal static class Condition
{
    /// <summary>Looks until a condition holds; after a minute the test fails.</summary>
    public static async Task HoldsAsync(Func<bool> holds, string what)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var looks = 0; !holds(); looks++)
        {
            Assert.True(looks < 6000, $"Waited for a minute until {what}.");
            await again.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
