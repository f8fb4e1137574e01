namespace ActorEngine.Daemon;

/// <summary>The section <c>remote</c>, checked but for the files it names.</summary>
internal sealed record RemoteSettings
{
    public bool Enabled { get; init; }
    public string Hostname { get; init; } = "127.0.0.1";
    public string PublicHostname { get; init; } = "";
    public int Port { get; init; }
    public int PublicPort { get; init; }
    public bool Tls { get; init; } = true;
    /// <summary>Unencrypted beyond the loopback interface, because the operator said so in words.</summary>
    public bool Unprotected { get; init; }
    /// <summary>PEM files.</summary>
    public string Certificate { get; init; } = "";
    public string Key { get; init; } = "";
    public string KeyPassword { get; init; } = "";
    public string Authorities { get; init; } = "";
    public int Sessions { get; init; } = 256;
    public int Streams { get; init; } = 128;
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);
    public long AuditFileBytes { get; init; } = 16 << 20;
    public int AuditFiles { get; init; } = 4;
    public IReadOnlyList<RemoteSubject> Subjects { get; init; } = [];
    /// <summary>Fingerprints of certificates that are refused.</summary>
    public IReadOnlyList<string> Revoked { get; init; } = [];
    public IReadOnlyList<NodeDefinition> Nodes { get; init; } = [];

    /// <summary>True where the other differs in what can change while sessions stand, and in nothing else.</summary>
    public bool DiffersInTrustOnly(RemoteSettings other) => Bare() == other.Bare() && Nodes.SequenceEqual(other.Nodes);

    private RemoteSettings Bare() => this with { Subjects = [], Revoked = [], Nodes = [] };
}

/// <summary>Another engine.</summary>
/// <param name="Name">As <c>--node</c> takes it.</param>
/// <param name="Address">Of its actor system.</param>
/// <param name="Subject">That its certificate must have.</param>
internal sealed record NodeDefinition(string Name, string Address, string Subject);
