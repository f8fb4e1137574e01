namespace ActorEngine.Oci;

/// <summary>What a container shares with another one, beside its network.</summary>
public sealed record NamespaceJoins
{
    /// <summary>The namespace of process ids; null = as the settings say.</summary>
    public string? Pid { get; init; }

    /// <summary>The namespace of System V IPC and message queues.</summary>
    public string? Ipc { get; init; }

    /// <summary>The namespace of user ids that owns those.</summary>
    public string? User { get; init; }

    /// <summary>Host directory that is the container's /dev/shm; null = one of its own that nobody else sees.</summary>
    public string? SharedMemory { get; init; }

    /// <summary>Files of the container whose network it has, with its names and name servers; null = its own.</summary>
    public NetworkFilePaths? NetworkFiles { get; init; }
}

/// <summary>Where the files of a network's names are on the host.</summary>
public sealed record NetworkFilePaths(string Hosts, string Hostname, string ResolvConf);
