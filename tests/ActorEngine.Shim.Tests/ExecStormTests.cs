using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests;

/// <summary>Very many exec sessions over a shim's life, with a cheap runtime; tests/bench/shim does ten thousand.</summary>
public sealed class ExecStormTests
{
    private const int Sessions = 1500, Parallel = 8, Unacknowledged = 64;

    private readonly SemaphoreSlim room = new(Unacknowledged);

    [Fact]
    public async Task A_shim_does_not_grow_over_many_sessions()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        await shim.StartShellAsync("exec sleep 1000");
        Task<int> ended = AcknowledgeAllAsync(shim.Link, 2 * Sessions);
        int before = await Task.WhenAny(RunAsync(shim, "a"), Failing(ended)).Unwrap();
        await Waiting.Until(() => OpenFiles(shim) <= 16, "the first sessions are over");
        int after = await Task.WhenAny(RunAsync(shim, "b"), Failing(ended)).Unwrap();
        Assert.Equal(2 * Sessions, await ended.Soon());
        Assert.Empty(await shim.Link.ListExecsAsync().Soon());
        // The most there was on the way, while sessions ran and others waited to be acknowledged.
        Assert.InRange(before, 1, 512);
        Assert.InRange(after, 1, Math.Min(before + 64, 512));
        Assert.InRange(OpenFiles(shim), 1, 16);
        Assert.InRange(Directory.GetDirectories($"/proc/{shim.Link.Process.Pid}/task").Length, 1, 2);
    }

    // Ends only when the acknowledging went wrong, so that nobody waits for room for ever.
    private static async Task<int> Failing(Task acknowledging)
    {
        await acknowledging;
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    // Answers the most private memory that was seen.
    private async Task<int> RunAsync(ShimUnderTest shim, string prefix)
    {
        int next = 0, heaviest = 0;
        await Task.WhenAll(Enumerable.Range(0, Parallel).Select(async worker =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) <= Sessions;)
            {
                string id = $"{prefix}{number}";
                await room.WaitAsync();
                ExecOutcome outcome = await shim.Link.ExecAsync(new Exec { Id = id, Call = shim.ShellCall($"exit {number % 200}", id) }).Soon();
                Assert.True(outcome.Process is not null, outcome.Failure?.ToString());
                if (worker == 0) heaviest = Math.Max(heaviest, shim.PrivateDirty);
            }
        }));
        return heaviest;
    }

    private async Task<int> AcknowledgeAllAsync(ShimConnection link, int count)
    {
        int seen = 0;
        await foreach (ShimNotification notification in link.Notifications.ReadAllAsync())
        {
            if (notification is not ShimNotification.SessionExited { Exit: var exit }) continue;
            Assert.Equal((true, int.Parse(exit.Id[1..]) % 200), (exit.Known, exit.Code));
            await link.AcknowledgeExecAsync(exit.Id);
            room.Release();
            if (++seen == count) break;
        }

        return seen;
    }

    private static int OpenFiles(ShimUnderTest shim) => Directory.GetFiles($"/proc/{shim.Link.Process.Pid}/fd").Length;
}
