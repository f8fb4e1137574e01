using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>ContainerSummary of the API's description. Written straight as UTF-8, since lists are long and often asked for.</summary>
internal static class ContainerRow
{
    /// <param name="sizes">Where they are asked for.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ContainerSummary> containers, ApiVersion version, ContainerSizes? sizes, DateTimeOffset now)
    {
        json.WriteStartArray();
        foreach (var container in containers) Write(json, container, version, sizes, now);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ContainerSummary container, ApiVersion version, ContainerSizes? sizes, DateTimeOffset now)
    {
        var details = container.Details ?? new ContainerDetails();
        json.WriteStartObject();
        json.WriteString("Id"u8, container.Id.Value);
        json.WriteStartArray("Names"u8);
        json.WriteStringValue("/" + container.Name);
        json.WriteEndArray();
        json.WriteString("Image"u8, container.Image);
        json.WriteString("ImageID"u8, container.ImageId.Value ?? "");
        json.WriteString("Command"u8, container.Command);
        json.WriteNumber("Created"u8, container.CreatedAt.ToUnixTimeSeconds());
        Ports(json, container.Ports);
        if (sizes is not null)
        {
            if (sizes.Written(container.Id) is > 0 and var written) json.WriteNumber("SizeRw"u8, written);
            if (sizes.Whole(container.Id, container.ImageId) is > 0 and var whole) json.WriteNumber("SizeRootFs"u8, whole);
        }

        Texts(json, "Labels"u8, container.Labels);
        json.WriteString("State"u8, StateWords.Of(container.Status));
        json.WriteString("Status"u8, Words.Status(container, now));
        json.WriteStartObject("HostConfig"u8);
        json.WriteString("NetworkMode"u8, container.Network);
        if (details.Annotations.Count > 0 && version.Has(1, 46)) Texts(json, "Annotations"u8, details.Annotations);
        json.WriteEndObject();
        json.WriteStartObject("NetworkSettings"u8);
        json.WriteStartObject("Networks"u8);
        foreach (var network in details.Networks) Network(json, network, container.Id);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("Mounts"u8);
        foreach (var mount in details.Mounts) Mount(json, mount);
        json.WriteEndArray();
        if (version.Has(1, 52))
        {
            json.WriteStartObject("Health"u8);
            json.WriteString("Status"u8, container.Health is { } health ? Words.Of(health) : "none");
            json.WriteNumber("FailingStreak"u8, details.FailingStreak);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Ports(Utf8JsonWriter json, IReadOnlyList<PublishedPort> ports)
    {
        json.WriteStartArray("Ports"u8);
        foreach (var port in ports)
        {
            json.WriteStartObject();
            if (port.HostPort > 0) json.WriteString("IP"u8, port.HostAddress);
            json.WriteNumber("PrivatePort"u8, port.ContainerPort);
            if (port.HostPort > 0) json.WriteNumber("PublicPort"u8, port.HostPort);
            json.WriteString("Type"u8, port.Protocol);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Network(Utf8JsonWriter json, ContainerNetwork network, ContainerId container)
    {
        json.WriteStartObject(network.Network);
        json.WriteNull("IPAMConfig"u8);
        json.WriteNull("Links"u8);
        json.WriteNull("Aliases"u8);
        json.WriteNull("DriverOpts"u8);
        json.WriteNumber("GwPriority"u8, 0);
        json.WriteString("NetworkID"u8, network.NetworkId.Value ?? "");
        json.WriteString("EndpointID"u8, NetworkSettingsShape.EndpointId(container, network));
        json.WriteString("Gateway"u8, network.Gateway);
        json.WriteString("IPAddress"u8, network.Address);
        json.WriteString("MacAddress"u8, network.MacAddress);
        json.WriteNumber("IPPrefixLen"u8, network.PrefixLength);
        json.WriteString("IPv6Gateway"u8, network.Gateway6);
        json.WriteString("GlobalIPv6Address"u8, network.Address6);
        json.WriteNumber("GlobalIPv6PrefixLen"u8, network.PrefixLength6);
        json.WriteNull("DNSNames"u8);
        json.WriteEndObject();
    }

    private static void Mount(Utf8JsonWriter json, MountPoint mount)
    {
        json.WriteStartObject();
        json.WriteString("Type"u8, Words.Of(mount.Kind));
        if (mount.Name.Length > 0) json.WriteString("Name"u8, mount.Name);
        json.WriteString("Source"u8, mount.Source);
        json.WriteString("Destination"u8, mount.Target);
        if (mount.Driver.Length > 0) json.WriteString("Driver"u8, mount.Driver);
        json.WriteString("Mode"u8, mount.Mode);
        json.WriteBoolean("RW"u8, !mount.ReadOnly);
        json.WriteString("Propagation"u8, mount.Propagation);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string> texts)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in texts) json.WriteString(key, value);
        json.WriteEndObject();
    }
}
