namespace ActorEngine.Contracts;

/// <summary>What a user asks of a container; null or empty means the image's or the engine's default. Docker Engine API: Container config and HostConfig.</summary>
public sealed record ContainerSettings
{
    /// <summary>The image to run.</summary>
    public required ImageReference Image { get; init; }
    /// <summary>Arguments after the image; replace the image's Cmd.</summary>
    public IReadOnlyList<string> Command { get; init => field = value ?? []; } = [];
    /// <summary>Replaces the image's Entrypoint (and drops its Cmd); a single empty string clears it (and drops Cmd too), an empty list clears it alone.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }
    /// <summary>KEY=VALUE, added to the image's; a bare KEY removes it.</summary>
    public IReadOnlyList<string> Environment { get; init => field = value ?? []; } = [];
    /// <summary>Variables whose values stand in files of the host, by their names: read at each start, and kept nowhere else.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentFiles { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    public string? WorkingDirectory { get; init; }
    /// <summary>USER[:GROUP], names or numbers, looked up inside the image.</summary>
    public string? User { get; init; }
    /// <summary>Supplementary groups, names or numbers.</summary>
    public IReadOnlyList<string> Groups { get; init => field = value ?? []; } = [];
    public string? Hostname { get; init; }
    public string? DomainName { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    public bool Tty { get; init; }
    public bool OpenStdin { get; init; }
    /// <summary>Close the program's stdin when the first attached client that writes to it goes away.</summary>
    public bool StdinOnce { get; init; }
    /// <summary>What the client that made it said it would join; noted for inspection. null = nothing said.</summary>
    public bool? AttachStdin { get; init; }
    public bool? AttachStdout { get; init; }
    public bool? AttachStderr { get; init; }
    /// <summary>Terminal size at the start; 0 = the default.</summary>
    public int ConsoleRows { get; init; }
    public int ConsoleColumns { get; init; }
    /// <summary>Signal name or number for stop; default SIGTERM.</summary>
    public string? StopSignal { get; init; }
    /// <summary>Seconds between the stop signal and SIGKILL; default 10.</summary>
    public int? StopTimeoutSeconds { get; init; }
    public bool ReadOnlyRoot { get; init; }
    public bool Privileged { get; init; }
    public IReadOnlyList<string> CapAdd { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> CapDrop { get; init => field = value ?? []; } = [];
    /// <summary>no-new-privileges[:true|false], seccomp=unconfined|builtin|native|PROFILE-JSON, apparmor=PROFILE, label=..., systempaths=unconfined.</summary>
    public IReadOnlyList<string> SecurityOptions { get; init => field = value ?? []; } = [];
    /// <summary>Paths that the program cannot see into (runtime-spec, maskedPaths); null = the engine's, empty = none.</summary>
    public IReadOnlyList<string>? MaskedPaths { get; init; }
    /// <summary>Paths that it cannot write to (runtime-spec, readonlyPaths); null = the engine's, empty = none.</summary>
    public IReadOnlyList<string>? ReadOnlyPaths { get; init; }
    public IReadOnlyList<Ulimit> Ulimits { get; init => field = value ?? []; } = [];
    public ResourceLimits Resources { get; init => field = value ?? new(); } = new();
    public RestartPolicy Restart { get; init => field = value ?? new(); } = new();
    /// <summary>Run the engine's init as process 1, which reaps orphans and forwards signals.</summary>
    public bool? Init { get; init; }
    /// <summary>OCI runtime by name; null = the engine's default.</summary>
    public string? Runtime { get; init; }
    /// <summary>none, host, container:REFERENCE, the name or id of a network, or default: what the engine's configuration says.</summary>
    public string Network { get; init => field = value ?? "none"; } = "none";
    /// <summary>How it takes part in <see cref="Network"/>.</summary>
    public EndpointSettings Endpoint { get; init => field = value ?? new(); } = new();
    /// <summary>Networks beside <see cref="Network"/>; the first of all that leads out has the default route and the published ports.</summary>
    public IReadOnlyList<NetworkChoice> MoreNetworks { get; init => field = value ?? []; } = [];
    /// <summary>Ports that the host takes connections for.</summary>
    public IReadOnlyList<PortMapping> Ports { get; init => field = value ?? []; } = [];
    /// <summary>Ports that the program listens on beside the image's, PORT[-PORT][/PROTOCOL].</summary>
    public IReadOnlyList<string> ExposedPorts { get; init => field = value ?? []; } = [];
    /// <summary>Publish every exposed port at a free port of the host.</summary>
    public bool PublishAll { get; init; }
    public IReadOnlyList<MountSettings> Mounts { get; init => field = value ?? []; } = [];
    /// <summary>Containers whose volumes and binds it gets too, REFERENCE[:ro|rw].</summary>
    public IReadOnlyList<string> VolumesFrom { get; init => field = value ?? []; } = [];
    /// <summary>Driver of its volumes that are not there yet; null = local.</summary>
    public string? VolumeDriver { get; init; }
    public IReadOnlyList<DeviceSettings> Devices { get; init => field = value ?? []; } = [];
    /// <summary>Further device rules of the control group, TYPE MAJOR:MINOR ACCESS: c 10:229 rwm; MAJOR and MINOR may be *.</summary>
    public IReadOnlyList<string> DeviceRules { get; init => field = value ?? []; } = [];
    /// <summary>GPUs, handed out by the runtime hook of their driver.</summary>
    public IReadOnlyList<GpuRequest> Gpus { get; init => field = value ?? []; } = [];
    public IReadOnlyDictionary<string, string> Sysctls { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    /// <summary>Extra /etc/hosts lines, HOST:IP; host-gateway stands for the host's address in the container's network.</summary>
    public IReadOnlyList<string> ExtraHosts { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> Dns { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> DnsSearch { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> DnsOptions { get; init => field = value ?? []; } = [];
    /// <summary>private (default), host or container:REFERENCE.</summary>
    public string? PidMode { get; init; }
    /// <summary>private (default), shareable, host, none, or container:REFERENCE of a shareable one.</summary>
    public string? IpcMode { get; init; }
    /// <summary>private (default) or host.</summary>
    public string? UtsMode { get; init; }
    /// <summary>host: the engine's own user ids, where its settings remap those of containers; null = as the settings say.</summary>
    public string? UserNamespace { get; init; }
    /// <summary>private or host.</summary>
    public string? CgroupNamespace { get; init; }
    public string? CgroupParent { get; init; }
    /// <summary>Passed on to the OCI runtime in the bundle.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    /// <summary>File on the client's side that got the id; noted for inspection.</summary>
    public string? ContainerIdFile { get; init; }
    /// <summary>Remove the container once it has exited.</summary>
    public bool AutoRemove { get; init; }
    /// <summary>Laid over the image's health check, field by field; a test of NONE switches that off.</summary>
    public HealthcheckSettings? Healthcheck { get; init; }
    /// <summary>Containers that each start of this one waits for.</summary>
    public IReadOnlyList<ContainerDependency> DependsOn { get; init => field = value ?? []; } = [];
    public LogSettings Log { get; init => field = value ?? new(); } = new();
}
