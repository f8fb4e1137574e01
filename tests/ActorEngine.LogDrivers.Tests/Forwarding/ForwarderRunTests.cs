using ActorEngine.Contracts;
using ActorEngine.LogDrivers.Tests.Support;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers.Tests.Forwarding;

/// <summary>What is said while the log is still being opened.</summary>
public sealed class ForwarderRunTests : IDisposable
{
    private readonly Spool spool = new();
    private readonly LogWatch watch = new();
    private readonly FakeSink sink = new();
    private readonly ManualResetEventSlim mayOpen = new();
    private readonly ForwarderRun run;

    public ForwarderRunTests() => run = new ForwarderRun(Open);

    public void Dispose()
    {
        watch.Dispose();
        spool.Dispose();
        mayOpen.Dispose();
    }

    [Fact]
    public async Task An_end_that_is_told_before_the_log_is_open_holds()
    {
        spool.Line("a");
        var running = run.RunAsync();
        run.FinishAt(new LogCursor(spool.End.File, spool.End.Offset));
        mayOpen.Set();
        await running.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(["a"], sink.Taken);
    }

    [Fact]
    public async Task A_stop_before_the_log_is_open_hands_nothing_over_and_lets_the_checkpoint_go()
    {
        spool.Line("a");
        var running = run.RunAsync();
        run.Stop();
        mayOpen.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Empty(sink.Taken);
        using var free = new CheckpointFile(Path.Combine(spool.Root, "log-forwarded"));
    }

    [Fact]
    public async Task A_log_that_cannot_be_opened_fails_the_run()
    {
        using var held = new CheckpointFile(Path.Combine(spool.Root, "log-forwarded"));
        mayOpen.Set();
        await Assert.ThrowsAsync<IOException>(() => run.RunAsync().WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private LogForwarder Open()
    {
        mayOpen.Wait();
        return new LogForwarder(new ForwarderContext
        {
            View = Samples.View(Samples.Log("syslog"), spool.Log),
            Plan = Samples.Plan("syslog"),
            Watch = watch,
            Time = TimeProvider.System,
            Shown = new LogDeliveryState("syslog", spool.Log),
            MakeSink = () => sink,
        });
    }
}
