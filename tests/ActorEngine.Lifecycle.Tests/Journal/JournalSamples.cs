using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>One sample of each journal record with every field of its own set.</summary>
internal static class JournalSamples
{
    private static readonly DateTimeOffset Time = Samples.Time.AddTicks(1234567);

    private static readonly ContainerSummary Summary = new()
    {
        Id = Samples.Id,
        Name = "web",
        Image = "busybox:latest",
        ImageId = Samples.Created.ImageId,
        Command = "sleep 60",
        Status = ContainerStatus.Running,
        CreatedAt = Time,
        StartedAt = Time,
        Exit = new ExitStatus(137) { Signal = 9, OutOfMemory = true, FinishedAt = Time },
        Labels = new Dictionary<string, string> { ["team"] = "stage" },
        Network = "host",
        Mounts = ["/srv"],
        RestartCount = 3,
    };

    private static readonly IndexEntry Entry = new(Samples.Id, "web", new OperationId("op1"), "busybox", Time) { Note = new ContainerNote(Summary, 4711, 2) };

    public static object Of(string manifest) => manifest switch
    {
        "lifecycle.created/1" => Samples.Created with { Runtime = "crun" },
        "lifecycle.start-requested/1" => new StartRequestedEvent(Time, 2) { ByPolicy = true, Operation = "op2" },
        "lifecycle.started/1" => Samples.Started(2),
        "lifecycle.start-failed/1" => new StartFailedEvent(Time, 2, "exec: \"foo\": not found", 127),
        "lifecycle.adopted/1" => new AdoptedEvent(Time, 4701),
        "lifecycle.stop-requested/1" => new StopRequestedEvent(Time) { Signal = "SIGTERM", TimeoutSeconds = 10, ThenStart = true, Unhealthy = true, Operation = "op3" },
        "lifecycle.kill-requested/1" => new KillRequestedEvent(Time, 9),
        "lifecycle.pause-requested/1" => new PauseRequestedEvent(Time),
        "lifecycle.paused/1" => new PausedEvent(Time),
        "lifecycle.unpaused/1" => new UnpausedEvent(Time),
        "lifecycle.exited/1" => new ExitedEvent(Time, 2, 137, true, Time) { Signal = 9, OutOfMemory = true, LogFile = 3, LogOffset = 4096 },
        "lifecycle.log-ended/1" => new LogEndedEvent(Time, 2, 3, 4096),
        "lifecycle.restart-scheduled/1" => new RestartScheduledEvent(Time, Time.AddSeconds(1), 4, 800),
        "lifecycle.renamed/1" => new RenamedEvent(Time, "shop"),
        "lifecycle.updated/1" => new UpdatedEvent(
            Time, new ResourceLimits { Memory = 64 << 20 }, new RestartPolicy { Condition = RestartCondition.OnFailure, MaximumRetries = 3 }),
        "lifecycle.remove-requested/1" => new RemoveRequestedEvent(Time),
        "lifecycle.died/1" => new DiedEvent(Time, "its files could not be removed"),
        "lifecycle.health-changed/1" => new HealthChangedEvent(Time, 2, HealthStatus.Unhealthy),
        "lifecycle.start-cancelled/1" => new StartCancelledEvent(Time),
        "lifecycle.container-state/1" => State(),
        "lifecycle.registered/1" => new RegisteredEvent(Time, Samples.Id, "web", new OperationId("op1"), "busybox"),
        "lifecycle.index-renamed/1" => new IndexRenamedEvent(Samples.Id, "shop"),
        "lifecycle.forgotten/1" => new ForgottenEvent(Samples.Id),
        "lifecycle.noted/1" => new NotedEvent([new ContainerNote(Summary, 4711, 2)]),
        "lifecycle.index/1" => new IndexSnapshot([Entry]),
        _ => throw new ArgumentException($"There is no sample of {manifest}."),
    };

    private static ContainerState State() => new ContainerState()
        .Apply(Samples.Created).Apply(new StartRequestedEvent(Time, 1) { Operation = "op2" }).Apply(Samples.Started(1)) with
    {
        Exit = new ExitStatus(1) { FinishedAt = Time },
        FinalLog = new LogPosition(1, 2),
        Error = "an error",
        StopWanted = true,
        StartAfterStop = true,
        Health = HealthStatus.Healthy,
        UnhealthyStop = true,
        Restarts = new RestartHistory(2, 200),
        RestartDue = Time,
        Stop = new StopOrder("SIGTERM", 10),
    };
}
