using System.Collections.Immutable;
using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>Everything that the journal tells of networks. Immutable; <see cref="Apply"/> makes the next one.</summary>
internal sealed record NetworksState
{
    public static readonly NetworksState Empty = new();

    public ImmutableDictionary<string, NetworkRecord> Networks { get; init; } = ImmutableDictionary<string, NetworkRecord>.Empty;

    /// <summary>By container.</summary>
    public ImmutableDictionary<string, Attachment> Attached { get; init; } = ImmutableDictionary<string, Attachment>.Empty;

    /// <summary>By container.</summary>
    public ImmutableDictionary<string, Membership> Memberships { get; init; } = ImmutableDictionary<string, Membership>.Empty;

    public NetworksState Apply(INetworkEvent change) => change switch
    {
        NetworkMadeEvent e => this with { Networks = Networks.SetItem(e.Network.Id.Value, e.Network) },
        NetworkRemovedEvent e => this with { Networks = Networks.Remove(e.Id.Value) },
        AttachedEvent e => this with { Attached = Attached.SetItem(e.Attachment.Container.Value, e.Attachment) },
        DetachedEvent e => this with { Attached = Attached.Remove(e.Container.Value) },
        MembershipEvent e => this with { Memberships = Memberships.SetItem(e.Membership.Container.Value, e.Membership) },
        ForgottenEvent e => this with { Attached = Attached.Remove(e.Container.Value), Memberships = Memberships.Remove(e.Container.Value) },
        _ => this,
    };

    /// <summary>Full id, then name, then unique beginning of an id.</summary>
    public NetworkRecord? Find(string reference)
    {
        if (Networks.TryGetValue(reference, out NetworkRecord? exact)) return exact;
        if (Networks.Values.FirstOrDefault(network => network.Name == reference) is { } named) return named;
        if (reference.Length < 3) return null;
        NetworkRecord[] begins = [.. Networks.Values.Where(network => network.Id.Value.StartsWith(reference, StringComparison.Ordinal)).Take(2)];
        return begins.Length == 1 ? begins[0] : null;
    }

    public NetworkRecord Network(Endpoint endpoint) => Networks[endpoint.Network.Value];

    public Attachment? AttachmentOf(ContainerId container) => Attached.GetValueOrDefault(container.Value);

    public IEnumerable<(Attachment Attachment, Endpoint Endpoint)> EndpointsOf(NetworkId network)
    {
        foreach (Attachment attachment in Attached.Values)
            foreach (Endpoint endpoint in attachment.Endpoints)
                if (endpoint.Network == network) yield return (attachment, endpoint);
    }

    /// <summary>Networks that a container is to be in: as created, less what was taken from it, and what it was given since.</summary>
    public IReadOnlyList<(NetworkRecord Network, EndpointSettings Settings)> Wanted(ContainerId container, ContainerSettings settings)
    {
        Membership? changes = Memberships.GetValueOrDefault(container.Value);
        List<(NetworkRecord, EndpointSettings)> wanted = [.. Given(settings).Where(given => changes?.Disconnected.Contains(given.Network.Id) != true)];
        foreach (ConnectedNetwork connected in changes?.Connected ?? [])
            if (!wanted.Exists(known => known.Item1.Id == connected.Network) && Networks.TryGetValue(connected.Network.Value, out NetworkRecord? network)) wanted.Add((network, connected.Settings));
        return wanted;
    }

    /// <summary>Networks that a container was made with; those that are gone since are left out.</summary>
    public IEnumerable<(NetworkRecord Network, EndpointSettings Settings)> Given(ContainerSettings settings)
    {
        foreach (NetworkChoice choice in Choices(settings))
            if (Find(choice.Network) is { } network) yield return (network, choice.Endpoint);
    }

    /// <summary>All networks that a container was made with, as it names them.</summary>
    public static IEnumerable<NetworkChoice> Choices(ContainerSettings settings) => [new NetworkChoice(settings.Network) { Endpoint = settings.Endpoint }, .. settings.MoreNetworks];

    /// <summary>The endpoint that published ports lead to and the default route goes by: the first of a network with a way out.</summary>
    public Endpoint? Outward(Attachment attachment) => attachment.Endpoints.FirstOrDefault(endpoint => Networks.TryGetValue(endpoint.Network.Value, out NetworkRecord? network) && !network.Internal);
}
