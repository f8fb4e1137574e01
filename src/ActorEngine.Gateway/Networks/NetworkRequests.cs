using System.Text.Json.Serialization;
using ActorEngine.Gateway.Containers;

namespace ActorEngine.Gateway.Networks;

/// <summary>Body of NetworkCreate.</summary>
internal sealed record NetworkCreateRequest
{
    public string? Name { get; init; }
    public string? Driver { get; init; }
    public string? Scope { get; init; }
    public bool? Internal { get; init; }
    public bool? Attachable { get; init; }
    public bool? Ingress { get; init; }
    public bool? ConfigOnly { get; init; }
    public ConfigurationReference? ConfigFrom { get; init; }
    [JsonPropertyName("IPAM")]
    public AddressManagement? Ipam { get; init; }
    [JsonPropertyName("EnableIPv4")]
    public bool? EnableIpv4 { get; init; }
    [JsonPropertyName("EnableIPv6")]
    public bool? EnableIpv6 { get; init; }
    public Dictionary<string, string?>? Options { get; init; }
    public Dictionary<string, string?>? Labels { get; init; }
}

/// <summary>The network that settings are taken from.</summary>
internal sealed record ConfigurationReference
{
    public string? Network { get; init; }
}

/// <summary>Where addresses come from.</summary>
internal sealed record AddressManagement
{
    public string? Driver { get; init; }
    public List<AddressBlock>? Config { get; init; }
}

/// <summary>A block of addresses.</summary>
internal sealed record AddressBlock
{
    public string? Subnet { get; init; }
    [JsonPropertyName("IPRange")]
    public string? Range { get; init; }
    public string? Gateway { get; init; }
    [JsonPropertyName("AuxiliaryAddresses")]
    public Dictionary<string, string?>? Reserved { get; init; }
}

/// <summary>Body of NetworkConnect.</summary>
internal sealed record NetworkConnectRequest
{
    public string? Container { get; init; }
    public EndpointBody? EndpointConfig { get; init; }
}

/// <summary>Body of NetworkDisconnect.</summary>
internal sealed record NetworkDisconnectRequest
{
    public string? Container { get; init; }
    public bool? Force { get; init; }
}

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(NetworkCreateRequest))]
[JsonSerializable(typeof(NetworkConnectRequest))]
[JsonSerializable(typeof(NetworkDisconnectRequest))]
internal sealed partial class NetworkJson : JsonSerializerContext;
