using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Containers;

namespace ActorEngine.Gateway.Networks;

/// <summary>The network that a request asks for, in the engine's words.</summary>
internal static class NetworkCreation
{
    /// <exception cref="ApiException">It asks for what this engine does not have.</exception>
    public static CreateNetwork ToCommand(NetworkCreateRequest request)
    {
        string driver = request.Driver is { Length: > 0 } named ? named : "bridge";
        if (request.ConfigOnly == true) throw new ApiException(501, "configuration-only networks are not supported; give the settings to each network");
        if (request.ConfigFrom?.Network is { Length: > 0 }) throw new ApiException(501, "networks that take their settings from a configuration-only network are not supported; give the settings to each network");
        if (request.Ingress == true || request.Scope == "swarm" || driver == "overlay") throw new ApiException(503, Swarm.NoSwarm.Message);
        if (driver is "host" or "null") throw new ApiException(403, $"only one instance of \"{driver}\" network is allowed");
        if (request.Ipam?.Driver is { Length: > 0 } and not "default") throw new ApiException(400, $"there is no IPAM driver '{request.Ipam.Driver}'; leave it out");
        if (request.EnableIpv4 == false) throw new ApiException(501, "a network without IPv4 is not supported; leave EnableIPv4 out");
        var blocks = request.Ipam?.Config ?? [];
        var four = One(blocks, six: false, driver);
        var six = One(blocks, six: true, driver);
        return new CreateNetwork(request.Name ?? "")
        {
            Driver = driver,
            Subnet = Texts.OrNull(four?.Subnet),
            Range = Texts.OrNull(four?.Range),
            Gateway = Texts.OrNull(four?.Gateway),
            Reserved = Texts.Of(four?.Reserved).Concat(Texts.Of(six?.Reserved)).GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Last().Value),
            Ipv6 = request.EnableIpv6 == true || six?.Subnet is { Length: > 0 },
            Subnet6 = Texts.OrNull(six?.Subnet),
            Range6 = Texts.OrNull(six?.Range),
            Gateway6 = Texts.OrNull(six?.Gateway),
            Internal = request.Internal == true,
            Attachable = request.Attachable == true,
            Labels = Texts.Of(request.Labels),
            Options = Texts.Of(request.Options),
        };
    }

    // The engine's drivers, as Docker's, have one block of each family.
    private static AddressBlock? One(List<AddressBlock> blocks, bool six, string driver)
    {
        var found = blocks.Where(block => IsSix(block) == six).ToList();
        return found.Count < 2 ? found.FirstOrDefault() : throw new ApiException(403, $"{driver} driver doesn't support multiple subnets");
    }

    private static bool IsSix(AddressBlock block) => (block.Subnet ?? block.Range ?? block.Gateway ?? "").Contains(':');
}
