using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>What a container's network setting means to its start.</summary>
internal static class NetworkModes
{
    private const string Container = "container:";

    /// <summary>The networks' owner makes it a namespace.</summary>
    public static bool IsManaged(string network) => network is not ("none" or "host") && Lender(network) is null;

    /// <summary>The container whose network it shares, or null.</summary>
    public static ContainerReference? Lender(string network) =>
        network.StartsWith(Container, StringComparison.Ordinal) ? new ContainerReference(network[Container.Length..]) : null;
}
