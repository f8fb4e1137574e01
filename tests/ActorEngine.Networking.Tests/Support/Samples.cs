using ActorEngine.Contracts;

namespace ActorEngine.Networking.Tests;

/// <summary>Fixed values for tests.</summary>
internal static class Samples
{
    public static readonly EngineTag Tag = new("0123abcd-4567-89ab-cdef-0123456789ab");

    public static readonly DateTimeOffset Time = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    public static readonly NetworkSettings Settings = new() { RunDirectory = "/nowhere", EngineId = Tag.EngineId };

    public static ContainerId Container(char digit) => new(new string(digit, 64));

    public static NetworkRecord Network(string name, string subnet, char digit, bool builtIn = false) => new()
    {
        Id = new NetworkId(new string(digit, 64)),
        Name = name,
        Bridge = Tag.Bridge(new string(digit, 64)),
        Subnet = subnet,
        Gateway = Subnet.Parse(subnet)!.Value.First.ToString(),
        BuiltIn = builtIn,
        CreatedAt = Time,
    };

    public static Attachment Attachment(char container, NetworkRecord network, string address, params PublishedPort[] ports) => new(Container(container), 1, $"{container}-1")
    {
        Endpoints = [new Endpoint(network.Id, "eth0", Tag.Link(new string(container, 64)), address, HardwareAddress.Of(Ip.Parse(address)!.Value))],
        Ports = ports,
    };

    public static NetworksState State(IEnumerable<NetworkRecord> networks, params Attachment[] attachments)
    {
        NetworksState state = NetworksState.Empty;
        foreach (NetworkRecord network in networks) state = state.Apply(new NetworkMadeEvent(network));
        foreach (Attachment attachment in attachments) state = state.Apply(new AttachedEvent(attachment));
        return state;
    }

    public static ContainerSettings Container(string network, params PortMapping[] ports) => new() { Image = new ImageReference("busybox"), Network = network, Ports = ports };
}
