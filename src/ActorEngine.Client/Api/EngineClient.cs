using System.Runtime.CompilerServices;
using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client;

/// <summary>The engine's verbs as calls of a link.</summary>
internal sealed class EngineClient : IContainerEngine
{
    private readonly IActorRef watching;

    public EngineClient(ActorSystem system, EngineLink link, EngineClientOptions options)
    {
        (Link, System, Options) = (link, system, options);
        (Images, Networks, Volumes, Registries) = (new ImageStoreClient(link), new NetworkStoreClient(link), new VolumeStoreClient(link), new RegistryAccessClient(link));
        Projects = new ProjectStoreClient(link);
        watching = system.ActorOf(ContainerWatchActor.Props(link), link.Actor.Path.Name + "-watch");
    }

    public EngineLink Link { get; }

    public IImageStore Images { get; }

    public INetworkStore Networks { get; }

    public IVolumeStore Volumes { get; }

    public IRegistryAccess Registries { get; }

    public IProjectStore Projects { get; }

    internal ActorSystem System { get; }

    internal EngineClientOptions Options { get; }

    internal IActorRef Watching => watching;

    public ContainerRef Container(ContainerId id) => new(this, id);

    public async Task<ContainerRef> FindAsync(ContainerReference reference, CancellationToken cancellation) =>
        Container((await Link.AskAsync<ContainerInspection>(new InspectContainer(reference), cancellation).ConfigureAwait(false)).Id);

    public Task<ContainerRef> CreateAsync(ContainerSettings settings, string? name, CancellationToken cancellation) =>
        CreateAsync(new CreateContainer(OperationId.New(), name, settings), cancellation);

    public async Task<ContainerRef> CreateAsync(CreateContainer creation, CancellationToken cancellation)
    {
        long begun = Options.Time.GetTimestamp();
        for (var pause = Options.FirstPause; ; pause = Longer(pause))
        {
            switch (await Link.AskAsync(creation, cancellation).ConfigureAwait(false))
            {
                case ContainerCreated created:
                    return Container(created.Id);
                case Fault { Code: FaultCode.Unavailable } when Options.Time.GetElapsedTime(begun) < Options.Patience:
                    // An earlier attempt is still being carried out or taken back, or the engine is stopping.
                    await Task.Delay(pause, Options.Time, cancellation).ConfigureAwait(false);
                    break;
                case Fault fault:
                    throw new EngineFaultException(fault);
            }
        }
    }

    public async Task<ContainerRef> RunAsync(ContainerSettings settings, string? name, CancellationToken cancellation)
    {
        var container = await CreateAsync(settings, name, cancellation).ConfigureAwait(false);
        await container.StartAsync(cancellation).ConfigureAwait(false);
        return container;
    }

    public async Task<IReadOnlyList<ContainerSummary>> ListAsync(ListContainers? query, CancellationToken cancellation) =>
        (await Link.AskAsync<ContainerList>(query ?? new ListContainers(), cancellation).ConfigureAwait(false)).Containers;

    public Task<ContainersPruned> PruneContainersAsync(PruneContainers? what, CancellationToken cancellation) =>
        Link.AskAsync<ContainersPruned>(what ?? new PruneContainers(), cancellation);

    public Task<SystemPruned> PruneAsync(PruneSystem? what, CancellationToken cancellation) => Link.AskAsync<SystemPruned>(what ?? new PruneSystem(), cancellation);

    public Task<DiskUsage> DiskUsageAsync(CancellationToken cancellation) => Link.AskAsync<DiskUsage>(new GetDiskUsage(), cancellation);

    public async IAsyncEnumerable<EngineEvent> EventsAsync(SubscribeEvents? query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var element in ResumingStream.ReadAsync(Link, query ?? new SubscribeEvents(), cancellation).ConfigureAwait(false))
        {
            if (element is StreamElement.Item { Value: EngineEvent happened }) yield return happened;
            else if (element is StreamElement.End { Reply: Fault fault }) throw new EngineFaultException(fault);
        }
    }

    public async IAsyncEnumerable<StatsSnapshot> StatsAsync(IReadOnlyList<ContainerReference>? containers, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var element in ResumingStream.ReadAsync(Link, new GetStats { Containers = containers ?? [], Stream = true }, cancellation).ConfigureAwait(false))
        {
            if (element is StreamElement.Item { Value: StatsSnapshot snapshot }) yield return snapshot;
            else if (element is StreamElement.End { Reply: Fault fault }) throw new EngineFaultException(fault);
        }
    }

    public Task<EngineInfo> InfoAsync(CancellationToken cancellation) => Link.AskAsync<EngineInfo>(new GetInfo(), cancellation);

    public Task<EngineVersion> VersionAsync(CancellationToken cancellation) => Link.AskAsync<EngineVersion>(new GetVersion(), cancellation);

    public Task<ActorTree> TreeAsync(CancellationToken cancellation) => Link.AskAsync<ActorTree>(new GetActorTree(), cancellation);

    public async Task<IReadOnlyList<NodeSummary>> NodesAsync(CancellationToken cancellation) =>
        (await Link.AskAsync<NodeList>(new ListNodes(), cancellation).ConfigureAwait(false)).Nodes;

    public void SubscribeLink(IActorRef subscriber) => Link.Actor.Tell(new ObserveLink(subscriber), ActorRefs.NoSender);

    public void UnsubscribeLink(IActorRef subscriber) => Link.Actor.Tell(new ForgetLink(subscriber), ActorRefs.NoSender);

    public ValueTask DisposeAsync()
    {
        System.Stop(watching);
        Link.Close();
        return ValueTask.CompletedTask;
    }

    private TimeSpan Longer(TimeSpan pause) => TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, Options.LongestPause.Ticks));
}
