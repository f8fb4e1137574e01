using System.Collections.Frozen;
using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>Who deals with a message.</summary>
internal enum Destination
{
    /// <summary>The container's actor, through /lifecycle.</summary>
    Lifecycle,
    /// <summary>/images.</summary>
    Images,
    /// <summary>/networks.</summary>
    Networks,
    /// <summary>/volumes.</summary>
    Volumes,
    /// <summary>/projects; they answer with items before the last word.</summary>
    Projects,
    /// <summary>/gc.</summary>
    Collector,
    /// <summary>/registry.</summary>
    Registry,
    /// <summary>/builder.</summary>
    Builder,
    /// <summary>The daemon itself, from projections.</summary>
    Projection,
    /// <summary>A request that reads or writes a stream, or gathers from several.</summary>
    Request,
    /// <summary>The client's own connection, where it has one.</summary>
    Connection,
    /// <summary>Not for clients: it travels between actors of a node.</summary>
    Inside,
}

/// <summary>Every command and query of the contract and its destination. A test asserts that none is missing.</summary>
internal static class RouteTable
{
    private static readonly FrozenDictionary<Type, Destination> Routes = new Dictionary<Type, Destination>
    {
        [typeof(CreateContainer)] = Destination.Lifecycle,
        [typeof(StartContainer)] = Destination.Lifecycle,
        [typeof(StopContainer)] = Destination.Lifecycle,
        [typeof(RestartContainer)] = Destination.Lifecycle,
        [typeof(KillContainer)] = Destination.Lifecycle,
        [typeof(PauseContainer)] = Destination.Lifecycle,
        [typeof(UnpauseContainer)] = Destination.Lifecycle,
        [typeof(RemoveContainer)] = Destination.Lifecycle,
        [typeof(RenameContainer)] = Destination.Lifecycle,
        [typeof(UpdateContainer)] = Destination.Lifecycle,
        [typeof(WaitContainer)] = Destination.Lifecycle,
        [typeof(ResizeContainer)] = Destination.Lifecycle,
        [typeof(CreateExec)] = Destination.Lifecycle,
        [typeof(ResizeExec)] = Destination.Lifecycle,
        [typeof(InspectExec)] = Destination.Lifecycle,
        [typeof(DiffContainer)] = Destination.Lifecycle,
        [typeof(ListProcesses)] = Destination.Lifecycle,

        [typeof(ListImages)] = Destination.Images,
        [typeof(InspectImage)] = Destination.Images,
        [typeof(GetDiskUsage)] = Destination.Collector,
        [typeof(PruneContainers)] = Destination.Collector,
        [typeof(PruneSystem)] = Destination.Collector,
        [typeof(PruneImages)] = Destination.Images,
        [typeof(PruneBuildCache)] = Destination.Builder,
        [typeof(VerifyImages)] = Destination.Collector,
        [typeof(TagImage)] = Destination.Images,
        [typeof(GetImageHistory)] = Destination.Images,
        [typeof(SearchImages)] = Destination.Images,
        [typeof(CreateNetwork)] = Destination.Networks,
        [typeof(RemoveNetwork)] = Destination.Networks,
        [typeof(PruneNetworks)] = Destination.Networks,
        [typeof(ConnectNetwork)] = Destination.Networks,
        [typeof(DisconnectNetwork)] = Destination.Networks,

        [typeof(CreateVolume)] = Destination.Volumes,
        [typeof(ListVolumes)] = Destination.Volumes,
        [typeof(InspectVolume)] = Destination.Volumes,
        [typeof(RemoveVolume)] = Destination.Volumes,
        [typeof(PruneVolumes)] = Destination.Volumes,

        [typeof(RunProject)] = Destination.Projects,
        [typeof(StartProject)] = Destination.Projects,
        [typeof(StopProject)] = Destination.Projects,
        [typeof(RemoveProject)] = Destination.Projects,
        [typeof(ListProjects)] = Destination.Projects,
        [typeof(InspectProject)] = Destination.Projects,

        [typeof(ListNetworks)] = Destination.Projection,
        [typeof(InspectNetwork)] = Destination.Projection,
        [typeof(RemoveImage)] = Destination.Images,

        [typeof(PullImage)] = Destination.Registry,
        [typeof(PushImage)] = Destination.Registry,
        [typeof(LoginRegistry)] = Destination.Registry,
        [typeof(LogoutRegistry)] = Destination.Registry,
        [typeof(ListLogins)] = Destination.Registry,
        [typeof(ListTags)] = Destination.Registry,
        [typeof(ListRepositories)] = Destination.Registry,
        [typeof(GetManifest)] = Destination.Registry,
        [typeof(ListReferrers)] = Destination.Registry,
        [typeof(DeleteManifest)] = Destination.Registry,
        [typeof(PutManifest)] = Destination.Registry,

        [typeof(ListContainers)] = Destination.Projection,
        [typeof(InspectContainer)] = Destination.Projection,
        [typeof(GetVersion)] = Destination.Projection,
        [typeof(GetActorTree)] = Destination.Projection,
        [typeof(ListNodes)] = Destination.Projection,

        [typeof(StartExec)] = Destination.Request,
        [typeof(AttachContainer)] = Destination.Request,
        [typeof(ReadLogs)] = Destination.Request,
        [typeof(CopyFromContainer)] = Destination.Request,
        [typeof(CopyToContainer)] = Destination.Request,
        [typeof(StatPath)] = Destination.Request,
        [typeof(LoadImage)] = Destination.Request,
        [typeof(ImportImage)] = Destination.Request,
        [typeof(CommitContainer)] = Destination.Request,
        [typeof(BuildImage)] = Destination.Request,
        [typeof(SaveImages)] = Destination.Request,
        [typeof(ExportContainer)] = Destination.Request,
        [typeof(FetchBlob)] = Destination.Request,
        [typeof(PushBlob)] = Destination.Request,
        [typeof(SubscribeEvents)] = Destination.Request,
        [typeof(GetStats)] = Destination.Request,
        [typeof(GetInfo)] = Destination.Request,

        [typeof(PrepareSnapshot)] = Destination.Inside,
        [typeof(FindSnapshot)] = Destination.Inside,
        [typeof(RemoveSnapshot)] = Destination.Inside,
        [typeof(PublishEvent)] = Destination.Inside,
        [typeof(OpenSession)] = Destination.Inside,
        [typeof(ProveSession)] = Destination.Inside,
        [typeof(SelectNode)] = Destination.Connection,
        [typeof(ActFor)] = Destination.Connection,
        [typeof(GetGatewayConfiguration)] = Destination.Connection,
    }.ToFrozenDictionary();

    /// <summary>The destination; <see cref="Destination.Inside"/> for what is no command or query.</summary>
    public static Destination Of(IMessage message) => Routes.GetValueOrDefault(message.GetType(), Destination.Inside);

    /// <summary>True where the answer may take as long as a container wants.</summary>
    public static bool MayTakeForEver(IMessage message) => message is WaitContainer or StartContainer or StopContainer or RestartContainer or VerifyImages or PruneSystem or PruneContainers or PruneVolumes or PruneBuildCache;

    internal static bool Knows(Type type) => Routes.ContainsKey(type);
}
