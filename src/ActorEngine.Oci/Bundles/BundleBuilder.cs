using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>Turns settings into a runtime-spec bundle with Docker's defaults. Pure: reads nothing but its request.</summary>
public static partial class BundleBuilder
{
    /// <summary>The bundle, or the InvalidArgument fault that names the field at fault.</summary>
    public static Outcome<Bundle> Build(BundleRequest request) => Outcome<Bundle>.Of(() => Compose(request));

    /// <summary>The control group of a container: its own or the engine's parent, then its id.</summary>
    public static string CgroupPath(ContainerId id, ContainerSettings settings, BundleDefaults defaults) =>
        ContainerPath.Clean("/" + (settings.CgroupParent is { Length: > 0 } own ? own : defaults.CgroupParent) + "/" + id.Value);

    /// <summary>Bytes of a container's /dev/shm.</summary>
    public static long SharedMemorySize(ContainerSettings settings, BundleDefaults defaults) => MountComposer.SharedMemorySize(settings, defaults);

    private static Bundle Compose(BundleRequest request)
    {
        SettingsValidator.CheckAll(request.Settings, request.Host);
        UserNamespaceRules.Check(request.Settings, request.Defaults);
        IdMapping? mapping = UserNamespaceRules.MappingOf(request.Settings, request.Defaults);
        request = request with { Settings = GpuComposer.Apply(request.Settings) };
        ContainerSettings settings = request.Settings;
        SecurityOptions security = SecurityOptions.Parse(settings.SecurityOptions);
        List<string> warnings = [];
        CheckLabel(request.Host, security);
        bool privateCgroup = UsesPrivateCgroup(request);
        string hostname = Hostname(request);
        (IReadOnlyList<DeviceSpec> nodes, IReadOnlyList<DeviceRuleSpec> rules) = DeviceComposer.Compose(request);
        IReadOnlyList<string> capabilities = Capabilities(request, settings.Privileged);
        if (!request.DeviceRules && !settings.Privileged)
            warnings.Add("The runtime has not the right to restrict devices on this host; the container cannot make device nodes (CAP_MKNOD is left out).");
        CheckSources(request);
        ReadySeccomp? seccomp = Seccomp.For(SeccompChoice(request, security), request.Host, capabilities);

        ResourcesSpec resources = ResourceComposer.Compose(settings.Resources, request.Host, request.Facts.LimitedDevices, warnings) with { Devices = request.DeviceRules ? rules : null };
        (BlockIoSpec? left, BlockIoSpec? taken) = BlockIoComposer.Split(resources.BlockIO, request.Host);
        (SortedDictionary<string, string> own, SortedDictionary<string, string> lent) = SysctlComposer.Compose(settings, request.Host, mapping, joinsNetwork: request.Network is not null);

        var spec = new RuntimeSpec
        {
            Process = ComposeProcess(request, security, capabilities, hostname),
            Root = new RootSpec(request.Paths.Rootfs, settings.ReadOnlyRoot),
            Hostname = settings.UtsMode == "host" ? null : hostname,
            Mounts = MountComposer.Compose(request, privateCgroup, mapping is not null && request.Network is not null),
            // The rules stay beside it: a runtime that does not know the annotation still has a filter.
            Annotations = Annotations(settings, request.SeccompProgram ? seccomp?.Program : null),
            Hooks = GpuComposer.Hooks(settings, request.Facts.GpuHook),
            Linux = new LinuxSpec
            {
                CgroupsPath = request.Host.Cgroups.Mode == CgroupMode.None ? null : CgroupPath(request.Id, settings, request.Defaults),
                Namespaces = Namespaces(request, privateCgroup, mapping is not null),
                UidMappings = mapping is null ? null : [new IdMappingSpec(0, mapping.User, mapping.Count)],
                GidMappings = mapping is null ? null : [new IdMappingSpec(0, mapping.Group, mapping.Count)],
                Devices = nodes.Count > 0 ? nodes : null,
                Resources = resources with { BlockIO = left },
                Sysctl = own.Count > 0 ? own : null,
                Seccomp = seccomp?.Rules,
                RootfsPropagation = MountComposer.RootPropagation(settings.Mounts),
                MaskedPaths = SystemPaths.Masked(settings),
                ReadonlyPaths = SystemPaths.ReadOnly(settings),
            },
        };
        return new Bundle(spec, NetworkFiles.Compose(settings, request.Facts, hostname, request.Network)) { Warnings = warnings, OwnBlockIo = taken, NetworkSysctls = lent, UserMapping = mapping };
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

    private static List<NamespaceSpec> Namespaces(BundleRequest request, bool privateCgroup, bool ownUsers)
    {
        ContainerSettings settings = request.Settings;
        List<NamespaceSpec> namespaces = [new("mount")];
        if (settings.Network != "host") namespaces.Add(new("network") { Path = request.Network?.NamespacePath });
        if (settings.UtsMode != "host") namespaces.Add(new("uts"));
        if (settings.PidMode != "host") namespaces.Add(new("pid") { Path = request.Joins.Pid });
        if (settings.IpcMode != "host") namespaces.Add(new("ipc") { Path = request.Joins.Ipc });
        if (privateCgroup) namespaces.Add(new("cgroup"));
        if (ownUsers) namespaces.Add(new("user") { Path = request.Joins.User });
        return namespaces;
    }

    private static void CheckLabel(HostFacts host, SecurityOptions security)
    {
        if (security.Label is not { } label) return;
        throw SettingsException.Invalid("securityOptions", host.SeLinux
            ? $"label={label} cannot be set: this engine runs containers with the label of its own domain; use label=disable or leave it out."
            : $"label={label} cannot be kept: SELinux is not switched on in this host's kernel. Leave the option out.");
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
