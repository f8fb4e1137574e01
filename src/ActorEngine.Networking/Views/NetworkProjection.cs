using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>What is known of networks, for readers on any thread. Written by the networks' actor; reading waits for nobody.</summary>
/// <param name="nameOf">The present name of a container; null where it is gone.</param>
public sealed class NetworkProjection(Func<ContainerId, string?> nameOf)
{
    private NetworksState state = NetworksState.Empty;

    internal NetworksState State
    {
        get => Volatile.Read(ref state);
        set => Volatile.Write(ref state, value);
    }

    /// <summary>Path of the directory that keeps namespaces; set by the actor.</summary>
    internal string NamespaceDirectory { get; set; } = "";

    /// <summary>Answer to <see cref="ListNetworks"/>, sorted by name.</summary>
    public IReply List(ListNetworks query)
    {
        IEnumerable<NetworkInspection> all = State.Networks.Values.Select(Inspection).Concat(NetworkViews.Modes).OrderBy(network => network.Name, StringComparer.Ordinal);
        foreach (var group in query.Filters.GroupBy(filter => filter.Key))
        {
            List<Func<NetworkInspection, bool>> tests = [];
            foreach (Filter filter in group)
            {
                if (NetworkViews.Test(filter) is not { } test)
                    return new Fault(FaultCode.InvalidArgument, $"{filter.Key}={filter.Value} is no filter of networks; use id, name, driver, label, label!, scope, type=builtin|custom or dangling=true|false.") { Field = "filters" };
                tests.Add(test);
            }

            all = all.Where(network => group.Key is "label" or "label!" ? tests.TrueForAll(test => test(network)) : tests.Exists(test => test(network)));
        }

        return new NetworkList([.. all]);
    }

    /// <summary>Answer to <see cref="InspectNetwork"/>.</summary>
    public IReply Inspect(InspectNetwork query)
    {
        if (State.Find(query.Network.Value) is { } network) return Inspection(network);
        return NetworkViews.Modes.FirstOrDefault(mode => mode.Name == query.Network.Value || mode.Id.Value == query.Network.Value) ?? (IReply)NetworkRules.Missing(query.Network.Value);
    }

    /// <summary>Refuses what a container asks of the network; null when it can be had.</summary>
    public Fault? Check(ContainerSettings settings) => NetworkRules.Check(settings, State);

    /// <summary>A row of <c>ps</c> with its ports.</summary>
    public ContainerSummary With(ContainerView view)
    {
        NetworksState now = State;
        IReadOnlyList<PublishedPort> ports = NetworkViews.Ports(now, view.Inspection);
        ContainerSummary summary = ports.Count == 0 ? view.Summary : view.Summary with { Ports = ports };
        if (view.Inspection.Settings.MoreNetworks.Count == 0 && !now.Memberships.ContainsKey(view.Id.Value)) return summary;
        string[] names = [.. NetworkViews.Networks(now, view.Inspection).Select(network => network.Network)];
        return names.Length == 0 ? summary : summary with { Network = names[0], MoreNetworks = names[1..] };
    }

    /// <summary>The networks of a container.</summary>
    public IReadOnlyList<ContainerNetwork> NetworksOf(ContainerInspection container) => NetworkViews.Networks(State, container);

    /// <summary>An inspection with its networks and ports.</summary>
    public ContainerInspection With(ContainerInspection container)
    {
        NetworksState now = State;
        Attachment? attachment = now.AttachmentOf(container.Id);
        return container with
        {
            Networks = NetworkViews.NetworksAsked(now, container),
            Ports = NetworkViews.Ports(now, container),
            NetworkNamespacePath = attachment is null ? "" : Path.Combine(NamespaceDirectory, attachment.Namespace),
        };
    }

    internal string NameOf(ContainerId container) => nameOf(container) ?? container.Short;

    private NetworkInspection Inspection(NetworkRecord network) => NetworkViews.Of(network, State, NameOf);
}
