using System.Diagnostics;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Benchmarks;

/// <summary>Starts of the daemon beside running containers: until its socket opens, from then to the whole answer of <c>ps</c>, and until all are adopted.</summary>
internal static class FirstAnswer
{
    public static async Task<int> Measure(string daemon, string endpoint, int count)
    {
        List<double> opened = [], answered = [], adopted = [];
        // The first is this program's own warming up.
        for (var i = 0; i <= count; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo(daemon) { RedirectStandardError = true })!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            await using var connection = await Connect(EngineEndpoint.Parse(endpoint));
            var open = Stopwatch.GetTimestamp();
            var list = await connection.AskAsync(new ListContainers()) as ContainerList;
            var answer = Stopwatch.GetElapsedTime(open).TotalMilliseconds;
            while (list is null || list.Containers.Any(row => row.Recovering))
            {
                await Task.Delay(5);
                list = await connection.AskAsync(new ListContainers()) as ContainerList;
            }

            if (i > 0)
            {
                opened.Add(Stopwatch.GetElapsedTime(begin, open).TotalMilliseconds);
                answered.Add(answer);
                adopted.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }

            process.Kill();
            await process.WaitForExitAsync();
        }

        Print("socket open after the start", opened);
        Print("ps answered after the socket's opening", answered);
        Print("all adopted after the start", adopted);
        return 0;
    }

    private static async Task<EngineConnection> Connect(EngineEndpoint endpoint)
    {
        while (true)
        {
            try
            {
                return await EngineConnection.ConnectAsync(endpoint);
            }
            catch (EngineNotRunningException)
            {
                await Task.Delay(1);
            }
        }
    }

    private static void Print(string what, List<double> times)
    {
        times.Sort();
        Console.WriteLine($"{what}, {times.Count} starts, milliseconds: median {times[times.Count / 2]:F0}  max {times[^1]:F0}");
    }
}
