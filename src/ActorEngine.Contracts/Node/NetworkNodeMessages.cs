namespace ActorEngine.Contracts;

/// <summary>
/// Asks for a container's network before a start. Asked again for the same run it answers the same. Answer:
/// <see cref="NetworksAttached"/> or <see cref="NetworksRefused"/>.
/// </summary>
/// <param name="Run">Number of the start that it is for.</param>
public sealed record AttachNetworks(ContainerId Container, int Run, string Name, string Hostname, ContainerSettings Settings, ImageConfiguration Image) : INodeMessage;

/// <summary>The namespace is there, with its links, addresses, routes and published ports.</summary>
public sealed record NetworksAttached(ContainerId Container, int Run, NetworkJoin Join) : INodeMessage;

/// <summary>Nothing was made, or what was made is gone again.</summary>
public sealed record NetworksRefused(ContainerId Container, int Run, Fault Fault) : INodeMessage;

/// <summary>The run has ended: its addresses and ports are free. Not answered; nothing to do is no error.</summary>
public sealed record DetachNetworks(ContainerId Container, int Run) : INodeMessage;

/// <summary>The container is gone. Not answered.</summary>
public sealed record ForgetNetworks(ContainerId Container) : INodeMessage;

/// <summary>After a start of the daemon: everything of containers that are not known is taken away. Not answered.</summary>
public sealed record SweepNetworks(Func<ContainerId, bool> IsKnown) : INodeMessage;

/// <summary>What a container needs to know of its network.</summary>
/// <param name="NamespacePath">The namespace to join.</param>
public sealed record NetworkJoin(string NamespacePath)
{
    /// <summary>Own addresses, for /etc/hosts.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];
    /// <summary>Answers the names of its networks; null where there are none.</summary>
    public string? NameServer { get; init; }
    /// <summary>The host as the container reaches it; null where it does not.</summary>
    public string? HostGateway { get; init; }
}
