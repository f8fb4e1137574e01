using System.Diagnostics;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;

namespace ShimFigures;

/// <summary>Whether a shim grows over many exec sessions.</summary>
internal static class ExecGrowth
{
    private const int Parallel = 8, Unacknowledged = 64;

    private static readonly SemaphoreSlim Room = new(Unacknowledged);

    public static async Task PrintAsync(string program, Place place, int count)
    {
        await using Shim shim = await Shim.LaunchAsync(program, place, "execs");
        await shim.StartAsync("exec sleep 100000");
        Task acknowledging = AcknowledgeAsync(shim);
        long start = Stopwatch.GetTimestamp();
        foreach (int until in (int[])[count / 10, count])
        {
            int heaviest = await RunAsync(shim, until == count ? count - count / 10 : until);
            while ((await shim.Link.ListExecsAsync()).Count > 0) await Task.Delay(1);
            (int dirty, _, int threads, int files) = shim.Weigh();
            Console.WriteLine($"after {until,6} execs            {dirty,8} KB private dirty, at most {heaviest} KB on the way, {threads} threads, {files} open files");
        }

        Console.WriteLine($"execs, fake runtime           {count / Stopwatch.GetElapsedTime(start).TotalSeconds,8:F0} per second");
        await shim.Link.SignalAsync(9);
        await shim.DisposeAsync();
        await acknowledging;
    }

    private static async Task<int> RunAsync(Shim shim, int count)
    {
        int next = 0, heaviest = 0;
        await Task.WhenAll(Enumerable.Range(0, Parallel).Select(async worker =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) <= count;)
            {
                string id = $"e{number}";
                await Room.WaitAsync();
                ExecOutcome outcome = await shim.Link.ExecAsync(new Exec { Id = id, Call = Shim.Call("true", id), Output = ExecOutputMode.Attach });
                if (outcome.Process is null) throw new InvalidOperationException(outcome.Failure!.ToString());
                if (worker == 0) heaviest = Math.Max(heaviest, shim.Weigh().PrivateDirty);
            }
        }));
        return heaviest;
    }

    private static async Task AcknowledgeAsync(Shim shim)
    {
        await foreach (ShimNotification notification in shim.Link.Notifications.ReadAllAsync())
        {
            if (notification is not ShimNotification.SessionExited ended) continue;
            await shim.Link.AcknowledgeExecAsync(ended.Exit.Id);
            Room.Release();
        }
    }
}
