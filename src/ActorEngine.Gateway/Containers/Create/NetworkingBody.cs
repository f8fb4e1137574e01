namespace ActorEngine.Gateway.Containers;

/// <summary>NetworkingConfig of the API's description.</summary>
internal sealed record NetworkingBody
{
    /// <summary>By the names or ids of networks.</summary>
    public Dictionary<string, EndpointBody?>? EndpointsConfig { get; init; }
}

/// <summary>EndpointSettings, the part that can be asked for.</summary>
internal sealed record EndpointBody
{
    public IpamBody? IPAMConfig { get; init; }
    public List<string?>? Links { get; init; }
    public List<string?>? Aliases { get; init; }
    public string? MacAddress { get; init; }
    public Dictionary<string, string?>? DriverOpts { get; init; }
    public int? GwPriority { get; init; }
}

/// <summary>EndpointIPAMConfig.</summary>
internal sealed record IpamBody
{
    public string? IPv4Address { get; init; }
    public string? IPv6Address { get; init; }
    public List<string?>? LinkLocalIPs { get; init; }
}
