using System.Collections.Concurrent;
using ActorEngine.Contracts;
using ActorEngine.LogDrivers.Tests.Support;
using ActorEngine.Logs;
using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace ActorEngine.LogDrivers.Tests.Forwarding;

public sealed class LogsActorTests : TestKit
{
    private readonly Spool spool = new();
    private readonly LogWatch watch = new();
    private readonly LogDeliveries deliveries = new();
    private readonly ConcurrentDictionary<ContainerId, ContainerView> containers = new();
    private readonly FakeSink sink = new();

    protected override void AfterAll()
    {
        base.AfterAll();
        watch.Dispose();
        spool.Dispose();
    }

    [Fact]
    public async Task A_container_that_starts_gets_a_forwarder_and_one_that_ended_needs_none()
    {
        await Start();
        Change(ContainerStatus.Starting);
        spool.Line("a");
        await Until.True("the line arrives", () => sink.Taken.Length == 1);
        spool.Line("b");
        Change(ContainerStatus.Exited, spool.End);
        await Until.True("nothing is forwarded", () => sink.Taken.Length == 2 && Delivery()!.WaitingBytes == 0 && Children() == 1);
        Assert.Equal(2, Delivery()!.DeliveredLines);
        Change(ContainerStatus.Running);
        spool.Line("c");
        await Until.True("the next run's line arrives", () => sink.Taken.Length == 3);
        Change(ContainerStatus.Removing, spool.End, removed: true);
        await Until.True("it is forgotten", () => Delivery() is null && Children() == 1);
    }

    [Fact]
    public async Task What_was_written_while_no_daemon_was_there_is_handed_over_at_the_start()
    {
        spool.Line("a");
        containers[Samples.Id] = View(ContainerStatus.Exited, spool.End);
        await Start();
        await Until.True("the line arrives", () => sink.Taken.Length == 1 && Children() == 1);
    }

    [Fact]
    public async Task Drops_are_told_as_an_event_with_their_number()
    {
        await Start();
        sink.Stick();
        Change(ContainerStatus.Running, options: ["mode=non-blocking", "max-buffer-size=100"]);
        spool.Line("0123456789");
        await Until.True("the receiver is stuck", () => sink.IsStuck);
        for (int i = 0; i < 50; i++) spool.Line("0123456789");
        var told = (PublishEvent)await ExpectMsgAsync<object>(TimeSpan.FromSeconds(20));
        Assert.Equal(("log_drop", "syslog", "web"), (told.Action, told.Attributes["driver"], told.Attributes["name"]));
        long lines = long.Parse(told.Attributes["lines"]);
        Assert.InRange(lines, 1, 50);
        Assert.Equal(lines * 10, long.Parse(told.Attributes["bytes"]));
        sink.Release();
    }

    [Fact]
    public async Task A_removal_waits_for_the_rest_of_the_log_but_not_for_a_receiver_that_fails()
    {
        await Start();
        sink.Stick();
        Change(ContainerStatus.Running);
        spool.Line("a");
        Change(ContainerStatus.Removing, spool.End);
        var drained = deliveries.DrainAsync(View(ContainerStatus.Removing, spool.End), TimeSpan.FromMinutes(1), TimeProvider.System, default);
        Assert.False(drained.IsCompleted);
        sink.Release();
        await drained.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(["a"], sink.Taken);

        sink.On = _ => throw new SinkException("down");
        spool.Line("b");
        await deliveries.DrainAsync(View(ContainerStatus.Removing, spool.End), TimeSpan.FromMinutes(1), TimeProvider.System, default).WaitAsync(TimeSpan.FromSeconds(20));
        var told = (PublishEvent)await ExpectMsgAsync<object>(TimeSpan.FromSeconds(20));
        Assert.Equal(("0", "down"), (told.Attributes["lines"], told.Attributes["error"]));
        Assert.NotEqual("0", told.Attributes["bytes"]);
    }

    [Fact]
    public async Task Files_that_a_local_log_left_behind_are_compressed_and_read_all_the_same()
    {
        spool.Line("a");
        spool.Rotate();
        spool.Line("b");
        containers[Samples.Id] = Samples.View(Samples.Log("local"), spool.Log, ContainerStatus.Exited, spool.End);
        await Start();
        await Until.True("the first file is compressed", () => File.Exists(Path.Combine(spool.Log, "000001.log.gz")) && !File.Exists(Path.Combine(spool.Log, "000001.log")));
        using var reader = new LogReader(spool.Log, new LogQuery { Tail = 2 });
        List<string> texts = [];
        while (await reader.ReadAsync() is { } batch) texts.AddRange(batch.Select(entry => System.Text.Encoding.UTF8.GetString(entry.Text.Span)));
        Assert.Equal(["a", "b"], texts);
    }

    private async Task Start()
    {
        Make();
        await Until.True("the logs' actor listens", () => Children() > 0);
    }

    private void Make() => Sys.ActorOf(LogsActor.Props(new LogServices
    {
        Defaults = new LogDefaults { FlushTimeout = TimeSpan.FromMinutes(1) },
        Deliveries = deliveries,
        Watch = watch,
        Events = TestActor,
        Containers = () => containers.Values,
        Find = id => containers.GetValueOrDefault(id),
        Sinks = (_, _) => sink,
        States = states,
    }), "logs");

    private readonly ActorStates states = new();

    // The keeper, and forwarders.
    private int Children() => states.Tree("/user/logs").Children.Count;

    private LogDelivery? Delivery() => deliveries.With(View(ContainerStatus.Running).Inspection).LogDelivery;

    private ContainerView View(ContainerStatus status, LogPosition? end = null, params string[] options) => Samples.View(Samples.Log("syslog", options), spool.Log, status, end);

    private void Change(ContainerStatus status, LogPosition? end = null, bool removed = false, string[]? options = null)
    {
        var view = View(status, end, options ?? []);
        if (removed) containers.TryRemove(Samples.Id, out _);
        else containers[Samples.Id] = view;
        // Published only when the actor listens; what it saw before that it reads from the list.
        Sys.EventStream.Publish(new ContainerChanged(view, removed));
    }
}
