namespace ActorEngine.Gateway.Containers;

/// <summary>HostConfig of the API's description.</summary>
internal sealed record HostConfigBody : ResourcesBody
{
    public List<string?>? Binds { get; init; }
    public string? ContainerIDFile { get; init; }
    public LogConfigBody? LogConfig { get; init; }
    public string? NetworkMode { get; init; }
    public Dictionary<string, List<PortBindingBody?>?>? PortBindings { get; init; }
    public RestartPolicyBody? RestartPolicy { get; init; }
    public bool? AutoRemove { get; init; }
    public string? VolumeDriver { get; init; }
    public List<string?>? VolumesFrom { get; init; }
    public List<MountBody?>? Mounts { get; init; }
    /// <summary>Rows and columns.</summary>
    public List<int>? ConsoleSize { get; init; }
    public Dictionary<string, string?>? Annotations { get; init; }
    public List<string?>? CapAdd { get; init; }
    public List<string?>? CapDrop { get; init; }
    /// <summary>In 1.40 only.</summary>
    public List<string?>? Capabilities { get; init; }
    public string? CgroupnsMode { get; init; }
    public List<string?>? Dns { get; init; }
    public List<string?>? DnsOptions { get; init; }
    public List<string?>? DnsSearch { get; init; }
    public List<string?>? ExtraHosts { get; init; }
    public List<string?>? GroupAdd { get; init; }
    public string? IpcMode { get; init; }
    public string? Cgroup { get; init; }
    public List<string?>? Links { get; init; }
    public int? OomScoreAdj { get; init; }
    public string? PidMode { get; init; }
    public bool? Privileged { get; init; }
    public bool? PublishAllPorts { get; init; }
    public bool? ReadonlyRootfs { get; init; }
    public List<string?>? SecurityOpt { get; init; }
    public Dictionary<string, string?>? StorageOpt { get; init; }
    public Dictionary<string, string?>? Tmpfs { get; init; }
    public string? UTSMode { get; init; }
    public string? UsernsMode { get; init; }
    public long? ShmSize { get; init; }
    public Dictionary<string, string?>? Sysctls { get; init; }
    public string? Runtime { get; init; }
    public string? Isolation { get; init; }
    public List<string?>? MaskedPaths { get; init; }
    public List<string?>? ReadonlyPaths { get; init; }
}

/// <summary>LogConfig.</summary>
internal sealed record LogConfigBody
{
    public string? Type { get; init; }
    public Dictionary<string, string?>? Config { get; init; }
}

/// <summary>PortBinding.</summary>
internal sealed record PortBindingBody
{
    public string? HostIp { get; init; }
    public string? HostPort { get; init; }
}

/// <summary>RestartPolicy.</summary>
internal sealed record RestartPolicyBody
{
    public string? Name { get; init; }
    public int? MaximumRetryCount { get; init; }
}
