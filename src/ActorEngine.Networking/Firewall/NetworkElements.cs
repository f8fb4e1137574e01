namespace ActorEngine.Networking;

/// <summary>A network as elements of the sets that rules ask. Pure.</summary>
internal static class NetworkElements
{
    public static IEnumerable<Element> Of(NetworkRecord network)
    {
        if (!network.IsBridge) yield break;
        string bridge = $"\"{network.Bridge}\"";
        yield return new Element("local", $"{network.Subnet} . {bridge}");
        // As with Docker, the network called bridge has no names.
        if (!network.BuiltIn) yield return new Element("gateways", $"{bridge} . {network.Gateway}");
        if (!network.Apart) yield return new Element("together", $"{bridge} . {bridge}");
        if (network.Internal) yield return new Element("closed", bridge);
        bool masked = network is { Internal: false, Unmasked: false };
        if (masked) yield return new Element("outward", network.Subnet);
        if (!network.HasSix) yield break;
        yield return new Element("local6", $"{network.Subnet6} . {bridge}");
        if (masked) yield return new Element("outward6", network.Subnet6);
    }
}
