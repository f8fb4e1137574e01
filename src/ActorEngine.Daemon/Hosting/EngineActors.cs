using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>The present addresses of the subsystems; the root supervisor writes them, requests read them.</summary>
internal sealed class EngineActors
{
    private readonly TaskCompletionSource made = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IActorRef daemon = ActorRefs.Nobody, lifecycle = ActorRefs.Nobody, images = ActorRefs.Nobody,
        registry = ActorRefs.Nobody, events = ActorRefs.Nobody, networks = ActorRefs.Nobody, volumes = ActorRefs.Nobody, stats = ActorRefs.Nobody, builder = ActorRefs.Nobody, collector = ActorRefs.Nobody, gateway = ActorRefs.Nobody, projects = ActorRefs.Nobody;

    /// <summary>Completes when all of them are there.</summary>
    public Task Made => made.Task;

    public IActorRef Daemon { get => daemon; set => daemon = value; }

    public IActorRef Lifecycle { get => lifecycle; set => lifecycle = value; }

    public IActorRef Images { get => images; set => images = value; }

    public IActorRef Registry { get => registry; set => registry = value; }

    public IActorRef Events { get => events; set => events = value; }

    public IActorRef Builder { get => builder; set => builder = value; }

    public IActorRef Networks { get => networks; set => networks = value; }

    public IActorRef Volumes { get => volumes; set => volumes = value; }

    public IActorRef Collector { get => collector; set => collector = value; }

    public IActorRef Projects { get => projects; set => projects = value; }

    public IActorRef Stats { get => stats; set => stats = value; }

    /// <summary>Nobody where Docker clients are not served.</summary>
    public IActorRef Gateway { get => gateway; set => gateway = value; }

    public void SetMade() => made.TrySetResult();
}
