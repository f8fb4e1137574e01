using System.Diagnostics;

namespace ActorEngine.LogDrivers.Tests.Support;

/// <summary>Waits on conditions, with a bound that says what was awaited.</summary>
internal static class Until
{
    public static async Task True(string what, Func<bool> condition, int seconds = 20)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(seconds)) throw new TimeoutException($"Not within {seconds} s: {what}");
            await Task.Delay(5);
        }
    }
}
