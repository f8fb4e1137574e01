namespace ActorEngine.Contracts;

/// <summary>
/// The first request of a connection that a gateway opens for a client of its own: whatever follows is asked by that client, with its rights and in its
/// name. Taken from root and the engine's own user only, and never twice. Answer: <see cref="Done"/>, or a fault PermissionDenied.
/// </summary>
public sealed record ActFor : ICommand
{
    /// <summary>User id of a client on this machine; null = it came over the network and showed <see cref="Certificates"/>.</summary>
    public uint? User { get; init; }
    public uint Group { get; init; }
    /// <summary>Supplementary groups.</summary>
    public IReadOnlyList<uint> Groups { get; init => field = value ?? []; } = [];
    /// <summary>DER in base64, the client's own first; that it has the key was proven to the gateway.</summary>
    public IReadOnlyList<string> Certificates { get; init => field = value ?? []; } = [];
    /// <summary>Where it came from, for people.</summary>
    public string Client { get; init => field = value ?? ""; } = "";
}

/// <summary>Asks for what a gateway has to know. For root and the engine's own user. Answer: <see cref="GatewayConfiguration"/>.</summary>
public sealed record GetGatewayConfiguration : IQuery;

/// <summary>Answer to <see cref="GetGatewayConfiguration"/>.</summary>
public sealed record GatewayConfiguration : IReply
{
    /// <summary>Clients connected at once.</summary>
    public int Connections { get; init; } = 4096;
    /// <summary>Seconds without a client after which the gateway ends.</summary>
    public int IdleSeconds { get; init; } = 600;
    /// <summary>Docker authorisation plugins, in the order in which they are asked.</summary>
    public IReadOnlyList<string> AuthorizationPlugins { get; init => field = value ?? []; } = [];
    /// <summary>Where plugins have their sockets, or files that say where these are.</summary>
    public IReadOnlyList<string> PluginDirectories { get; init => field = value ?? []; } = [];
    /// <summary>Longest time for one answer of a plugin.</summary>
    public int PluginMilliseconds { get; init; } = 10_000;
    /// <summary>PEM files for TLS.</summary>
    public string Certificate { get; init => field = value ?? ""; } = "";
    public string Key { get; init => field = value ?? ""; } = "";
    public string KeyPassword { get; init => field = value ?? ""; } = "";
    public string Authorities { get; init => field = value ?? ""; } = "";
}
