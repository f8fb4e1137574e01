using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>What a bundle depends on beyond the settings, read just before: image accounts, host files, devices. See <see cref="BundleWriter"/>.</summary>
public sealed record ContainerFacts
{
    public IReadOnlyList<UserEntry> Users { get; init; } = [];
    public IReadOnlyList<GroupEntry> Groups { get; init; } = [];
    /// <summary>The host's /etc/resolv.conf.</summary>
    public string ResolvConf { get; init; } = "";
    /// <summary>The host's /etc/hosts; used with the host's network.</summary>
    public string Hosts { get; init; } = "";
    /// <summary>The host's devices by path: those asked for, or all of them for a privileged container.</summary>
    public IReadOnlyDictionary<string, HostDevice> Devices { get; init; } = new Dictionary<string, HostDevice>();
    /// <summary>The block devices that limits name, by path.</summary>
    public IReadOnlyDictionary<string, HostDevice> LimitedDevices { get; init; } = new Dictionary<string, HostDevice>();
    /// <summary>The runtime hook that hands out GPUs, when some are asked for and it is there.</summary>
    public string? GpuHook { get; init; }
    /// <summary>The init program, when one is asked for and there.</summary>
    public string? InitPath { get; init; }
    /// <summary>Bind sources that do not exist.</summary>
    public IReadOnlySet<string> MissingSources { get; init; } = new HashSet<string>();
}

/// <summary>A device node of the host.</summary>
/// <param name="Type">c or b.</param>
public sealed record HostDevice(string Path, string Type, long Major, long Minor, uint Mode, uint UserId, uint GroupId);
