using System.Globalization;
using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Lifecycle;

/// <summary>Starting a run: the shim comes up while the root is mounted and the bundle written.</summary>
internal sealed partial class LinuxContainerHost
{
    public async Task<RunOutcome> RunAsync(RunOrder order, Action<ShimNotice> notify, CancellationToken cancellation)
    {
        ContainerState state = order.State;
        Outcome<OciRuntime> found = await services.Runtimes.FindProbedAsync(state.Settings!.Runtime, cancellation).ConfigureAwait(false);
        if (!found.TryGet(out OciRuntime? runtime, out Contracts.Fault? unknown)) return Refused(unknown);
        if (AllowRealtime(state, state.Settings!.Resources) is { } noRealtime) return Refused(noRealtime);
        ContainerPaths paths = PathsOf(state.Id);
        MappedTrees? ids;
        try
        {
            ids = await MappedTreesOf(state, cancellation).ConfigureAwait(false);
        }
        catch (LinuxException none)
        {
            return Refused(NoMapping(none));
        }

        MakeDirectories(paths, state.Run);
        OpenWay(state, paths);
        Task<ShimConnection> launching = LaunchShimAsync(state, paths, cancellation);
        ShimConnection? shim = null;
        MountStage? stage = null;
        bool started = false;
        try
        {
            Outcome<Bundle> built = MountAndWrite(order, paths, ids, out stage);
            shim = await launching.ConfigureAwait(false);
            if (!built.TryGet(out Bundle? bundle, out Contracts.Fault? refused)) return Refused(refused);
            if (await WriteNetworkSysctls(bundle.NetworkSysctls, order.Network?.NamespacePath).ConfigureAwait(false) is { } wrongSysctl) return Refused(wrongSysctl);
            if (bundle.OwnBlockIo is { } weights && Cgroup.Open(services.HostFacts.Cgroups, CgroupPathOf(state)).TryWeigh(weights) is { } noWeight) return Refused(noWeight);
            StartOutcome outcome = await shim.StartAsync(RunCall(runtime, state, ids is null ? null : paths.RunDirectory), cancellation).ConfigureAwait(false);
            if (outcome.Process is not { } process) return Refused(Explain(outcome.Failure!, state));
            started = true;
            var running = new RunningProcess(
                process.Pid, process.StartTime, shim.Process.Pid, BootId, runtime.Name, CgroupPathOf(state));
            return new RunOutcome(new ShimLink(shim, this, notify), running, null) { Warnings = bundle.Warnings };
        }
        finally
        {
            // The container has its own by now.
            stage?.Dispose();
            if (!started) await RollBackAsync(launching, shim, state, paths).ConfigureAwait(false);
        }
    }

    private static void MakeDirectories(ContainerPaths paths, int run)
    {
        Directory.CreateDirectory(paths.RunDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(paths.Rootfs);
        Directory.CreateDirectory(paths.LogDirectory);
        // They tell of the run before; should this one end before anybody looks, they would be believed.
        File.Delete(paths.ExitRecord);
        File.Delete(paths.PidFile);
        // After them: whoever reads this number knows that all beside it is of this run.
        File.WriteAllText(paths.RunMarker, run.ToString(CultureInfo.InvariantCulture));
    }

    private Outcome<Bundle> MountAndWrite(RunOrder order, ContainerPaths paths, MappedTrees? ids, out MountStage? stage)
    {
        (ContainerState state, SnapshotPrepared snapshot) = (order.State, order.Snapshot);
        stage = null;
        Unmount(paths.Rootfs);
        try
        {
            OverlayMount.Mount(new OverlayLayers(snapshot.Lower, snapshot.Upper, snapshot.Work) { Volatile = state.AutoRemove, Mapped = ids }, paths.Rootfs, AttributesOf(state));
        }
        catch (LinuxException none) when (ids is not null && none.Errno is Errno.EINVAL or Errno.ENOSYS or Errno.EPERM or Errno.EOVERFLOW)
        {
            return new Outcome<Bundle>(null, NoMapping(none));
        }

        BundleRequest request = BundleOf(state, paths);
        IReadOnlyList<PreparedMount> mounts = order.Mounts ?? [.. request.Settings.Mounts.Select(mount => new PreparedMount(mount) { HostPath = mount.Kind == MountKind.Bind ? mount.Source : "" })];
        if (mounts.Count > 0)
        {
            Outcome<MountStage> staged = MountStage.Build(paths.Stage, paths.Rootfs, mounts, AttributesOf(state));
            if (!staged.TryGet(out stage, out Contracts.Fault? refused)) return new Outcome<Bundle>(null, refused);
            request = request with { Settings = request.Settings with { Mounts = stage.Mounts } };
        }

        NamespaceJoins joins = state.Settings!.IpcMode == "shareable" ? order.Joins with { SharedMemory = MountSharedMemory(state, paths) } : order.Joins;
        return BundleWriter.Prepare(request with { Settings = WithFiles(request.Settings), Network = order.Network, Joins = joins });
    }

    // Mounted on the host, since only from there it can be bound into a second container.
    private string MountSharedMemory(ContainerState state, ContainerPaths paths)
    {
        Directory.CreateDirectory(paths.SharedMemory);
        Unmount(paths.SharedMemory);
        long size = BundleBuilder.SharedMemorySize(state.Settings!, services.Bundles);
        using var shm = new MountBuilder("tmpfs");
        shm.Set("source", "shm").Set("mode", "1777").Set("size", size.ToString(CultureInfo.InvariantCulture));
        shm.MountOn(paths.SharedMemory, MountAttributes.NoSuid | MountAttributes.NoExec | MountAttributes.NoDev);
        return paths.SharedMemory;
    }

    // Read for the bundle alone, so that what they hold is in no journal.
    private static ContainerSettings WithFiles(ContainerSettings settings) => settings.EnvironmentFiles.Count == 0 ? settings
        : settings with { Environment = [.. settings.Environment, .. settings.EnvironmentFiles.Select(pair => $"{pair.Key}={File.ReadAllText(pair.Value)}")] };

    // Where nothing else keeps a container from devices, those of its image are dead.
    private MountAttributes AttributesOf(ContainerState state) =>
        RuntimeOf(state) is { DeviceRules: false } && state.Settings is { Privileged: false } ? MountAttributes.NoDev : MountAttributes.None;

    private static RuntimeCall RunCall(OciRuntime runtime, ContainerState state, string? directory)
    {
        // Relative to the run directory, which is the shim's, because its own path may be longer than a socket's may be. crun leaves that
        // directory when it binds devices into a user namespace, before it writes the pid: there the paths are whole.
        string Place(string name) => directory is null ? name : Path.Combine(directory, name);
        string console = Place("console.sock");
        if (console.Length > UnixSocket.LongestPath) console = "console.sock";
        return new RuntimeCall
        {
            Arguments = runtime.Run(state.Id, ".", Place("pid"), Place("runtime.log"), state.Settings!.Tty ? console : null),
            Environment = RuntimeEnvironment,
            PidFile = "pid",
            LogFile = "runtime.log",
        };
    }

    private static Contracts.Fault Explain(StartFailed failure, ContainerState state)
    {
        IReadOnlyList<string> program = ContainerViews.Arguments(state.Settings!, state.ImageConfiguration);
        return RuntimeErrors.ToFault(failure.Code, failure.RuntimeLog + "\n" + failure.Output, program.Count > 0 ? program[0] : null);
    }

    private static RunOutcome Refused(Contracts.Fault fault) => new(null, null, fault);

    private async Task RollBackAsync(Task<ShimConnection> launching, ShimConnection? shim, ContainerState state, ContainerPaths paths)
    {
        try
        {
            shim ??= await launching.ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or ShimFaultException or OperationCanceledException)
        {
            // The reason travels with the exception that led here, or the shim never came to be.
        }

        if (shim is not null) await DismissAsync(shim).ConfigureAwait(false);
        await ForgetAsync(state, null, CancellationToken.None).ConfigureAwait(false);
        RemoveRunDirectory(paths);
    }
}
