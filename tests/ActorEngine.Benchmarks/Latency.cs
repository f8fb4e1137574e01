using System.Diagnostics;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Benchmarks;

/// <summary>Time from a query to its whole answer on one open connection.</summary>
internal static class Latency
{
    public static async Task<int> Measure(string name, string endpoint, IQuery query, int count)
    {
        await using var connection = await EngineConnection.ConnectAsync(EngineEndpoint.Parse(endpoint), CancellationToken.None);
        var times = new double[count];
        for (var i = -count / 10; i < count; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            var reply = await connection.AskAsync(query);
            if (reply is Fault fault)
            {
                Console.Error.WriteLine($"{name}: {fault.Message}");
                return 1;
            }
            if (i >= 0)
                times[i] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }
        Array.Sort(times);
        Console.WriteLine($"{name}, {count} queries, milliseconds: p50 {times[count / 2]:F2}  p99 {times[count * 99 / 100]:F2}  max {times[^1]:F2}");
        return 0;
    }
}
