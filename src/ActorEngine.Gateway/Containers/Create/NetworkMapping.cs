using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Containers;

/// <summary>NetworkMode and EndpointsConfig: which networks a container is in, and how.</summary>
internal static class NetworkMapping
{
    /// <exception cref="ApiException">400: what no network here can do.</exception>
    public static ContainerSettings Apply(ContainerSettings settings, ContainerBody body, HostConfigBody host, ApiVersion version)
    {
        string mode = body.NetworkDisabled is true ? "none" : host.NetworkMode is null or "" ? "default" : host.NetworkMode;
        var endpoints = (body.NetworkingConfig?.EndpointsConfig ?? []).ToDictionary(entry => entry.Key, entry => entry.Value ?? new EndpointBody());
        if (endpoints.Count > 1 && !version.Has(1, 44))
            throw new ApiException(400, $"Container cannot be created with multiple network endpoints: {string.Join(", ", endpoints.Keys)}");
        // A container that has others' network, or none, has no endpoints.
        if (mode is "none" or "host" || mode.StartsWith("container:", StringComparison.Ordinal)) endpoints = endpoints.Where(entry => entry.Key == mode).ToDictionary();
        if (mode == "default" && !endpoints.ContainsKey(mode) && endpoints.ContainsKey("bridge")) mode = "bridge";
        // Those named here are all it gets, the mode's own only where it is among them.
        if (endpoints.Count > 0 && !endpoints.ContainsKey(mode)) mode = mode is "default" or "bridge" || endpoints.Count == 1 ? endpoints.Keys.First() : mode;
        if (host.Links is { Count: > 0 } && (mode is "none" or "host" || mode.StartsWith("container:", StringComparison.Ordinal)))
            throw new ApiException(400, "conflicting options: links and the network mode");
        var main = Endpoint(endpoints.GetValueOrDefault(mode) ?? new EndpointBody(), version);
        return settings with
        {
            Network = mode,
            Endpoint = Mac(main with { Links = [.. Texts.Of(host.Links), .. main.Links] }, body, mode, version),
            MoreNetworks = [.. endpoints.Where(entry => entry.Key != mode).Select(entry => new NetworkChoice(entry.Key) { Endpoint = Endpoint(entry.Value, version) })],
        };
    }

    /// <summary>What was asked for and is let go, one sentence each.</summary>
    public static IEnumerable<string> Unheeded(ContainerBody body, ApiVersion version)
    {
        if (body.HostConfig is { Links.Count: > 0, NetworkMode: null or "" or "default" or "bridge" })
            yield return "Links on the default bridge network are deprecated and give no environment variables here. Use a custom network instead.";
        if (body.HostConfig is { NetworkMode: "host", PortBindings.Count: > 0 }) yield return "Published ports are discarded when using host network mode";
        if (body.MacAddress is { Length: > 0 } && version.Has(1, 44)) yield return "The container-wide MacAddress field is now deprecated. It should be specified in EndpointsConfig instead.";
        foreach (var (name, endpoint) in body.NetworkingConfig?.EndpointsConfig ?? [])
            if (endpoint?.GwPriority is not (null or 0) && version.Has(1, 48)) yield return $"GwPriority of network {name} is not heeded: the first network that leads out has the default route.";
    }

    /// <summary>An endpoint as the engine is asked for it.</summary>
    /// <exception cref="ApiException">400: what no network here can do.</exception>
    public static EndpointSettings Endpoint(EndpointBody body, ApiVersion version)
    {
        // Those that Docker's drivers heed would be missed; others are labels to all but the driver that they are meant for.
        if (body.DriverOpts?.Keys.FirstOrDefault(key => key.StartsWith("com.docker.network.", StringComparison.Ordinal)) is { } option)
            throw new ApiException(400, $"networks do not know the driver option {option} of one container here; leave it out");
        if (body.IPAMConfig?.LinkLocalIPs is { Count: > 0 }) throw new ApiException(400, "link-local addresses cannot be chosen here");
        return new EndpointSettings
        {
            Address = Texts.OrNull(body.IPAMConfig?.IPv4Address),
            Address6 = Texts.OrNull(body.IPAMConfig?.IPv6Address),
            MacAddress = version.Has(1, 44) ? Texts.OrNull(body.MacAddress) : null,
            Aliases = Texts.Of(body.Aliases),
            Links = Texts.Of(body.Links),
            Options = Texts.Of(body.DriverOpts),
        };
    }

    private static EndpointSettings Mac(EndpointSettings main, ContainerBody body, string mode, ApiVersion version)
    {
        if (body.MacAddress is not { Length: > 0 } address) return main;
        if (version.Has(1, 52)) throw new ApiException(400, "container-wide MAC address no longer supported; use endpoint-specific MAC address instead");
        if (mode is "none" or "host" || mode.StartsWith("container:", StringComparison.Ordinal)) throw new ApiException(400, "conflicting options: mac-address and the network mode");
        if (main.MacAddress is { } own && !own.Equals(address, StringComparison.OrdinalIgnoreCase))
            throw new ApiException(400, "the container-wide MAC address must match the endpoint-specific MAC address for the main network, or be left empty");
        return main with { MacAddress = address };
    }
}
