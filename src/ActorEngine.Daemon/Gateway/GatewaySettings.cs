namespace ActorEngine.Daemon;

/// <summary>The section <c>gateway</c>, checked but for the files it names.</summary>
internal sealed record GatewaySettings
{
    public bool Enabled { get; init; }

    /// <summary>The Unix socket for Docker clients.</summary>
    public string Socket { get; init; } = "";

    /// <summary>The actor-gateway program.</summary>
    public string Program { get; init; } = "";

    /// <summary>Clients connected at once.</summary>
    public int Connections { get; init; } = 4096;

    /// <summary>Silence after which the program ends until the next client comes.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The log driver of containers that Docker clients make and that name none; empty = as for all others.</summary>
    public string LogDriver { get; init; } = "";

    /// <summary>Docker authorisation plugins, in the order in which they are asked.</summary>
    public IReadOnlyList<string> AuthorizationPlugins { get; init; } = [];

    /// <summary>Where plugins have their sockets, or files that say where these are.</summary>
    public IReadOnlyList<string> PluginDirectories { get; init; } = [];

    /// <summary>Longest time for one answer of a plugin.</summary>
    public TimeSpan PluginTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public GatewayTcpSettings Tcp { get; init; } = new();
}

/// <summary>Docker clients over the network, with certificates on both sides.</summary>
internal sealed record GatewayTcpSettings
{
    public bool Enabled { get; init; }
    public string Hostname { get; init; } = "127.0.0.1";
    public int Port { get; init; } = 2376;
    /// <summary>PEM files.</summary>
    public string Certificate { get; init; } = "";
    public string Key { get; init; } = "";
    public string KeyPassword { get; init; } = "";
    public string Authorities { get; init; } = "";
}
