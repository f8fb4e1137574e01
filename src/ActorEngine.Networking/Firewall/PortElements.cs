using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>One element of a map or set of the engine's table.</summary>
/// <param name="Value">Empty in sets.</param>
internal readonly record struct Element(string Set, string Key, string Value = "")
{
    public string Text => Value.Length == 0 ? Key : $"{Key} : {Value}";
}

/// <summary>A published port as elements of the maps that lead to it. Pure.</summary>
internal static class PortElements
{
    /// <summary>None where the container has no address of the port's family.</summary>
    public static IEnumerable<Element> Of(EngineTag tag, PublishedPort port, Endpoint to, NetworkRecord network)
    {
        if (!network.IsBridge) yield break;
        string service = $"{port.Protocol} . {port.HostPort}";
        if (!PortPlan.IsSix(port.HostAddress))
        {
            if (to.Address.Length == 0) yield break;
            string target = $"{to.Address} . {port.ContainerPort}";
            yield return tag.IsInside || port.HostAddress == PortPlan.Everywhere ? new Element("open", service, target) : new Element("bound", $"{port.HostAddress} . {service}", target);
            yield break;
        }

        if (to.Address6.Length == 0) yield break;
        string target6 = $"{to.Address6} . {port.ContainerPort}";
        yield return port.HostAddress == PortPlan.Everywhere6 ? new Element("open6", service, target6) : new Element("bound6", $"{port.HostAddress} . {service}", target6);
        // What the host sends to itself at ::1 needs another source before it can leave.
        if (port.HostAddress is PortPlan.Everywhere6 or PortPlan.Loopback6) yield return new Element("loopback6", service, network.Gateway6);
    }
}
