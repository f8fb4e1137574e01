using ActorEngine.Builder;
using ActorEngine.Contracts;
using ActorEngine.Lifecycle;
using ActorEngine.Networking;
using ActorEngine.Volumes;

namespace ActorEngine.Daemon;

/// <summary>Answers about containers from the projection; no container is asked.</summary>
internal sealed class ContainerQueries(EngineServices services)
{
    private readonly ContainerProjection containers = services.Containers;
    private readonly NetworkProjection networks = services.Networks;
    private readonly VolumeProjection volumes = services.Volumes;

    public IReply List(ListContainers query)
    {
        if (ContainerFilter.Create(query.Filters, Find, NetworkNamed, out var fault) is not { } filter) return fault!;
        IEnumerable<ContainerView> rows = containers.All.Select(volumes.With).Where(view => filter.Matches(view) && (filter.NamesLabels || !IsOfBuild(view))).OrderByDescending(view => view.Summary.CreatedAt).ThenByDescending(view => view.Id.Value, StringComparer.Ordinal);
        if (query.Limit <= 0) rows = rows.Where(view => filter.NamesStates || (query.All ? !IsLeaving(view) : IsUp(view.Status) || view.Recovering));
        var summaries = rows.Select(view => query.Details ? networks.With(view) with { Details = DetailsOf(view) } : networks.With(view)).Where(filter.MatchesPorts);
        return new ContainerList([.. query.Limit > 0 ? summaries.Take(query.Limit) : summaries]);
    }

    private ContainerDetails DetailsOf(ContainerView view) => new()
    {
        Networks = networks.NetworksOf(view.Inspection),
        Mounts = volumes.MountsOf(view.Inspection),
        Annotations = view.Inspection.Settings.Annotations,
        FailingStreak = view.Inspection.State.Health?.FailingStreak ?? 0,
    };

    private string? NetworkNamed(string reference) => (networks.Inspect(new InspectNetwork(new NetworkReference(reference))) as NetworkInspection)?.Name;

    /// <summary>It has not been compared with the machine since the daemon started, which lifecycle can be asked to do first.</summary>
    public bool IsRecovering(ContainerReference container) => containers.Resolve(container, out _) is { Recovering: true };

    public IReply Inspect(InspectContainer query) =>
        containers.Resolve(query.Container, out var fault) is { } view ? services.Whole(view.Inspection) : Missing(fault, query.Container);

    /// <summary>States in which the container has processes.</summary>
    public static bool IsUp(ContainerStatus status) => status is ContainerStatus.Running or ContainerStatus.Paused
        or ContainerStatus.Pausing or ContainerStatus.Stopping or ContainerStatus.Restarting;

    public static Fault Missing(Fault? fault, ContainerReference reference) =>
        fault ?? new Fault(FaultCode.NotFound, $"No such container: {reference}") { Field = "container" };

    // Containers of builds show only where a filter asks for a label.
    private static bool IsOfBuild(ContainerView view) => view.Summary.Labels.ContainsKey(BuilderServices.Label);

    // Its end was told and its name is free; what is left of it is the engine's business.
    private static bool IsLeaving(ContainerView view) => view is { Status: ContainerStatus.Removing, Inspection.Settings.AutoRemove: true };

    private ContainerView? Find(string reference) => containers.Resolve(new ContainerReference(reference), out _);
}
