using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>Turns settings into a runtime-spec bundle with Docker's defaults. Pure: reads nothing but its request.</summary>
public static partial class BundleBuilder
{
    private static readonly string[] Masked =
    [
        "/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/sched_debug", "/proc/scsi",
        "/proc/timer_list", "/proc/timer_stats", "/sys/devices/virtual/powercap", "/sys/firmware",
    ];

    private static readonly string[] ReadOnly = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

    /// <summary>The bundle, or the InvalidArgument fault that names the field at fault.</summary>
    public static Outcome<Bundle> Build(BundleRequest request) => Outcome<Bundle>.Of(() => Compose(request));

    /// <summary>The control group of a container: its own or the engine's parent, then its id.</summary>
    public static string CgroupPath(ContainerId id, ContainerSettings settings, BundleDefaults defaults) =>
        PathRules.Clean("/" + (settings.CgroupParent is { Length: > 0 } own ? own : defaults.CgroupParent) + "/" + id.Value);

    /// <summary>Bytes of a container's /dev/shm.</summary>
    public static long SharedMemorySize(ContainerSettings settings, BundleDefaults defaults) => MountComposer.SharedMemorySize(settings, defaults);

    private static Bundle Compose(BundleRequest request)
    {
        SettingsValidator.CheckAll(request.Settings, request.Host);
        request = request with { Settings = GpuComposer.Apply(request.Settings) };
        ContainerSettings settings = request.Settings;
        SecurityOptions security = SecurityOptions.Parse(settings.SecurityOptions);
        List<string> warnings = [];
        bool privateCgroup = UsesPrivateCgroup(request);
        string hostname = Hostname(request);
        (IReadOnlyList<DeviceSpec> nodes, IReadOnlyList<DeviceRuleSpec> rules) = DeviceComposer.Compose(request);
        IReadOnlyList<string> capabilities = Capabilities(request, settings.Privileged);
        if (!request.DeviceRules && !settings.Privileged)
            warnings.Add("The runtime has not the right to restrict devices on this host; the container cannot make device nodes (CAP_MKNOD is left out).");
        bool openSystem = settings.Privileged || security.SystemPathsUnconfined;
        CheckSources(request);
        ReadySeccomp? seccomp = Seccomp.For(SeccompChoice(request, security), request.Host, capabilities);

        var spec = new RuntimeSpec
        {
            Process = ComposeProcess(request, security, capabilities, hostname),
            Root = new RootSpec(request.Paths.Rootfs, settings.ReadOnlyRoot),
            Hostname = settings.UtsMode == "host" ? null : hostname,
            Mounts = MountComposer.Compose(request, privateCgroup),
            // The rules stay beside it: a runtime that does not know the annotation still has a filter.
            Annotations = Annotations(settings, request.SeccompProgram ? seccomp?.Program : null),
            Hooks = GpuComposer.Hooks(settings, request.Facts.GpuHook),
            Linux = new LinuxSpec
            {
                CgroupsPath = CgroupPath(request.Id, settings, request.Defaults),
                Namespaces = Namespaces(request, privateCgroup),
                Devices = nodes.Count > 0 ? nodes : null,
                Resources = ResourceComposer.Compose(settings.Resources, request.Host, request.Facts.LimitedDevices, warnings) with { Devices = request.DeviceRules ? rules : null },
                Sysctl = Sysctls(settings),
                Seccomp = seccomp?.Rules,
                RootfsPropagation = MountComposer.RootPropagation(settings.Mounts),
                MaskedPaths = openSystem ? [] : Masked,
                ReadonlyPaths = openSystem ? [] : ReadOnly,
            },
        };
        return new Bundle(spec, NetworkFiles.Compose(settings, request.Facts, hostname, request.Network)) { Warnings = warnings };
    }

    private static IReadOnlyDictionary<string, string>? Annotations(ContainerSettings settings, string? filter)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (filter is not null) all[SeccompProgram.Annotation] = filter;
        foreach ((string key, string value) in settings.Annotations) all[key] = value;
        return all.Count > 0 ? all : null;
    }

    private static string SeccompChoice(BundleRequest request, SecurityOptions security) =>
        security.Seccomp ?? (request.Settings.Privileged ? "unconfined" : request.Defaults.Seccomp);

    private static bool UsesPrivateCgroup(BundleRequest request) =>
        (request.Settings.CgroupNamespace is { Length: > 0 } own ? own : request.Defaults.CgroupNamespace) switch
        {
            "private" => true,
            "host" => false,
            _ => request.Host.Cgroups.Mode == CgroupMode.V2 && !request.Settings.Privileged,
        };

    private static string Hostname(BundleRequest request) => request.Settings switch
    {
        { UtsMode: "host" } => request.Host.Hostname,
        { Hostname.Length: > 0 } named => named.Hostname,
        { Network: "host" } => request.Host.Hostname,
        _ => request.Id.Short,
    };

    private static List<NamespaceSpec> Namespaces(BundleRequest request, bool privateCgroup)
    {
        ContainerSettings settings = request.Settings;
        List<NamespaceSpec> namespaces = [new("mount")];
        if (settings.Network != "host") namespaces.Add(new("network") { Path = request.Network?.NamespacePath });
        if (settings.UtsMode != "host") namespaces.Add(new("uts"));
        if (settings.PidMode != "host") namespaces.Add(new("pid") { Path = request.Joins.Pid });
        if (settings.IpcMode != "host") namespaces.Add(new("ipc") { Path = request.Joins.Ipc });
        if (privateCgroup) namespaces.Add(new("cgroup"));
        return namespaces;
    }

    private static IReadOnlyDictionary<string, string>? Sysctls(ContainerSettings settings)
    {
        var sysctls = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (settings.Network != "host")
        {
            // Docker's: in a network of its own, low ports and ping need no privilege.
            sysctls["net.ipv4.ip_unprivileged_port_start"] = "0";
            sysctls["net.ipv4.ping_group_range"] = "0 2147483647";
        }

        if (settings is { DomainName.Length: > 0, UtsMode: not "host" }) sysctls["kernel.domainname"] = settings.DomainName;
        foreach ((string name, string value) in settings.Sysctls) sysctls[name] = value;
        return sysctls.Count > 0 ? sysctls : null;
    }

    private static void CheckSources(BundleRequest request)
    {
        foreach (MountSettings mount in request.Settings.Mounts)
        {
            if (mount.Kind == MountKind.Bind && !mount.CreateSource && request.Facts.MissingSources.Contains(mount.Source))
                throw SettingsException.Invalid("mounts", $"invalid mount config for type \"bind\": bind source path does not exist: {mount.Source}. Make it first, or use -v, which makes it.");
        }
    }
}
