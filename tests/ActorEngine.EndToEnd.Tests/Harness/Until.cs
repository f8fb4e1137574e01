using System.Diagnostics;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>Waits on conditions, with a bound that says what was awaited.</summary>
internal static class Until
{
    public static async Task True(string what, Func<Task<bool>> condition, int seconds = 30)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(seconds))
                throw new TimeoutException($"Not within {seconds} s: {what}");
            await Task.Delay(10);
        }
    }

    public static Task True(string what, Func<bool> condition, int seconds = 30) => True(what, () => Task.FromResult(condition()), seconds);
}
