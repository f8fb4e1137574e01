using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Lifecycle;

/// <summary>The real machine: overlay mounts, bundles, shims, OCI runtimes, control groups.</summary>
internal sealed partial class LinuxContainerHost(LifecycleServices services) : IContainerHost
{
    private const string ShimLog = "shim.log";

    private static readonly string[] RuntimeEnvironment =
    [
        "PATH=" + (Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
    ];

    public string BootId { get; } = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    public Contracts.Fault? Check(ContainerSettings settings) =>
        SettingsValidator.Check(settings, services.HostFacts, services.Bundles) ?? services.Runtimes.Find(settings.Runtime).Fault;

    public IReadOnlyList<string> Warnings(ContainerSettings settings) => ResourceComposer.Warnings(settings.Resources, services.HostFacts);

    private ContainerPaths PathsOf(ContainerId id) => ContainerPaths.Of(services.Settings, id);

    private string CgroupPathOf(ContainerState state) =>
        state.Process?.CgroupPath is { Length: > 0 } known ? known
        : state.Settings is { } settings ? BundleBuilder.CgroupPath(state.Id, settings, services.Bundles)
        : $"{services.Bundles.CgroupParent.TrimEnd('/')}/{state.Id.Value}";

    private OciRuntime? RuntimeOf(ContainerState state) =>
        services.Runtimes.Find(state.Process?.Runtime is { Length: > 0 } used ? used : state.Settings?.Runtime).Value;

    private BundleRequest BundleOf(ContainerState state, ContainerPaths paths) => new()
    {
        Id = state.Id,
        Settings = state.Settings!,
        Image = state.ImageConfiguration,
        Host = services.HostFacts,
        Paths = new BundlePaths(paths.RunDirectory, paths.Rootfs, paths.StateDirectory),
        Defaults = services.Bundles,
        DeviceRules = RuntimeOf(state)?.DeviceRules ?? true,
        RecursiveReadOnly = Linux.MountTrees.CanSetAttributes && Path.GetFileName(RuntimeOf(state)?.Path) is "runc" or "crun",
        SeccompProgram = RuntimeOf(state)?.TakesSeccompProgram ?? false,
    };

    private ShimSettings ShimSettingsOf(ContainerState state, ContainerPaths paths)
    {
        ContainerSettings settings = state.Settings!;
        Cgroup cgroup = Cgroup.Open(services.HostFacts.Cgroups, CgroupPathOf(state));
        bool unified = services.HostFacts.Cgroups.Mode == CgroupMode.V2;
        SignalNames.TryParse(settings.StopSignal ?? state.ImageConfiguration.StopSignal ?? services.Settings.StopSignal, out int stop);
        return new ShimSettings
        {
            ContainerId = state.Id.Value,
            LogDirectory = paths.LogDirectory,
            ExitRecordPath = paths.ExitRecord,
            LogFileSize = settings.Log.MaxSize ?? services.Settings.LogFileSize,
            LogFileCount = settings.Log.MaxFiles ?? services.Settings.LogFileCount,
            Terminal = settings.Tty,
            StdinOpen = settings.OpenStdin,
            MemoryCgroup = unified ? "" : cgroup.Directory,
            UnifiedCgroup = unified ? cgroup.Directory : "",
            StopSignal = stop,
            HiddenMount = RuntimeOf(state)?.HiddenMount ?? "",
        };
    }

    private async Task<ShimConnection> LaunchShimAsync(ContainerState state, ContainerPaths paths, CancellationToken cancellation)
    {
        ShimConnection shim = await ShimLauncher.LaunchAsync(
            new ShimLaunchOptions
            {
                ShimPath = services.Settings.ShimPath,
                RunDirectory = paths.RunDirectory,
                ErrorLog = Path.Combine(paths.RunDirectory, ShimLog),
            },
            cancellation).ConfigureAwait(false);
        try
        {
            await shim.ConfigureAsync(ShimSettingsOf(state, paths), cancellation).ConfigureAwait(false);
            return shim;
        }
        catch
        {
            await DismissAsync(shim).ConfigureAwait(false);
            throw;
        }
    }

    // A shim that has nothing to hold. One that does not go when asked is killed: it holds nothing.
    private static async Task DismissAsync(ShimConnection shim)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await shim.ShutdownAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is IOException or ShimFaultException or OperationCanceledException)
        {
            shim.Process.Kill();
        }

        await shim.DisposeAsync().ConfigureAwait(false);
    }
}
