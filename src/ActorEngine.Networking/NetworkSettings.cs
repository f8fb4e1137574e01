using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Networking;

/// <summary>The networks' part of the engine's configuration; the daemon fills it from HOCON.</summary>
public sealed record NetworkSettings
{
    /// <summary>Namespaces are kept below <c>netns/</c> in it.</summary>
    public required string RunDirectory { get; init; }

    /// <summary>Marks links and rules as this engine's.</summary>
    public required string EngineId { get; init; }

    /// <summary>What CNI plugins were asked to add is kept below <c>cni/</c> in it.</summary>
    public string StateDirectory { get; init; } = "";

    /// <summary>Where configuration lists of networks of the driver cni are.</summary>
    public string CniConfiguration { get; init; } = "/etc/cni/net.d";

    /// <summary>Where their plugins are; the first directory that has one counts.</summary>
    public IReadOnlyList<string> CniPlugins { get; init; } = ["/usr/lib/cni", "/opt/cni/bin"];

    /// <summary>The name server's program.</summary>
    public string ResolverPath { get; init; } = "";

    /// <summary>Where subnets of networks come from that name none.</summary>
    public IReadOnlyList<SubnetPool> Pools { get; init; } = [new("172.24.0.0/13", 20)];

    /// <summary>Subnet of the network called bridge; empty = from the pools.</summary>
    public string BridgeSubnet { get; init; } = "";

    /// <summary>Bytes of the largest packet, where a network does not say.</summary>
    public int Mtu { get; init; } = 1500;

    /// <summary>Ports of the host for those who ask for any.</summary>
    public int FirstPort { get; init; } = 32768;

    public int LastPort { get; init; } = 60999;

    /// <summary>API socket of the slirp4netns that connects the engine's own network namespace with the host's; empty where the engine is in the host's.</summary>
    public string PortForwarder { get; init; } = "";

    /// <summary>Pause between looks at whether the rules are still there.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Networks at the same time.</summary>
    public int MaximumNetworks { get; init; } = 1000;
}

/// <summary>What the composition root gives the networks' actor.</summary>
public sealed record NetworkServices
{
    public required NetworkSettings Settings { get; init; }
    public required NetworkProjection Projection { get; init; }

    /// <summary>Takes PublishEvent.</summary>
    public required IActorRef Events { get; init; }

    /// <summary>The container that a reference means, or a fault.</summary>
    public required Func<ContainerReference, (ContainerView? View, Fault? Fault)> FindContainer { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the actor writes the state that <c>tree</c> shows.</summary>
    public ActorStates States { get; init; } = new();

    /// <summary>The machine; tests put their own here.</summary>
    internal INetworkKernel? Kernel { get; init; }

    /// <summary>Ports of the host; tests put their own here.</summary>
    internal IPortHolder? Ports { get; init; }
}
