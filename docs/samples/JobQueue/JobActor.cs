using ActorEngine.Client;
using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Samples;

/// <summary>A job is over.</summary>
/// <param name="Succeeded">Its program ended with code 0.</param>
/// <param name="Trouble">Why it could not be carried out; null where it was.</param>
internal sealed record JobEnded(bool Succeeded, string? Trouble = null);

/// <summary>
/// One job: its container is made, started, heard of when it ends, and then removed: no end is gone before it was heard of. What a lost link or an
/// engine that is away leaves open is asked again until it is settled, and is done once all the same.
/// </summary>
internal sealed class JobActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly IContainerEngine engine;
    // One operation id for all attempts: whoever lost the answer gets the container that was made, and it is started once.
    private readonly CreateContainer creation;
    private readonly OperationId start = OperationId.New();
    private ContainerRef? container;
    private JobEnded? outcome;

    public JobActor(IContainerEngine engine, string script)
    {
        this.engine = engine;
        creation = new CreateContainer(OperationId.New(), null, new ContainerSettings { Image = new("busybox"), Command = ["sh", "-c", script] });
        Receive<ContainerRef>(OnMade);
        Receive<Exited>(exited => Settle(new JobEnded(exited.IsSuccess)));
        Receive<ContainerRemoved>(_ => Settle(new JobEnded(false, "somebody removed its container")));
        Receive<WatchRefused>(refused => Settle(new JobEnded(false, refused.Fault.Message)));
        Receive<Started>(_ => { });
        Receive<Removed>(_ => Leave(outcome!));
        Receive<Status.Failure>(failure => OnFailure(failure.Cause is AggregateException { InnerException: { } inner } ? inner : failure.Cause));
        Receive<Again>(_ => Step());
        Receive<NodeReachable>(_ => { });
        Receive<NodeUnreachable>(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Step();

    /// <summary>What is to be done next, for the first time or again.</summary>
    private void Step()
    {
        if (container is not { } made) engine.CreateAsync(creation).PipeTo(Self);
        else if (outcome is null) StartAsync(made).PipeTo(Self);
        else RemoveAsync(made).PipeTo(Self);
    }

    private void OnMade(ContainerRef made)
    {
        container = made;
        // Watched before it is started: no end is too quick.
        made.Watch(Self);
        Step();
    }

    /// <summary>Its end is known. Where the start was never answered, it was carried out all the same.</summary>
    private void Settle(JobEnded ended)
    {
        if (outcome is not null) return;
        outcome = ended;
        Timers.CancelAll();
        Step();
    }

    private void OnFailure(Exception cause)
    {
        bool open = cause is EngineUnreachableException or EngineLinkLostException or EngineFaultException { Code: FaultCode.Unavailable or FaultCode.Overloaded or FaultCode.Timeout };
        if (open) Timers.StartSingleTimer(nameof(Again), Again.Instance, Pause);
        else if (container is null) Leave(new JobEnded(false, cause.Message));
        else if (outcome is null) Settle(new JobEnded(false, cause.Message));
        else Leave(outcome with { Trouble = cause.Message });
    }

    private void Leave(JobEnded ended)
    {
        Context.Parent.Tell(ended);
        Context.Stop(Self);
    }

    private async Task<Started> StartAsync(ContainerRef made)
    {
        await made.StartAsync(start);
        return Started.Instance;
    }

    private static async Task<Removed> RemoveAsync(ContainerRef container)
    {
        try
        {
            await container.RemoveAsync(force: true);
        }
        catch (EngineFaultException gone) when (gone.Code == FaultCode.NotFound)
        {
            // Removed by an attempt whose answer was lost.
        }

        return Removed.Instance;
    }

    private sealed record Started
    {
        public static readonly Started Instance = new();
    }

    private sealed record Removed
    {
        public static readonly Removed Instance = new();
    }

    private sealed record Again
    {
        public static readonly Again Instance = new();
    }
}
