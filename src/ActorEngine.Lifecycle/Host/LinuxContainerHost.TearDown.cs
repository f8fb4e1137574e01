using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Lifecycle;

/// <summary>Cleaning up: each step may be repeated, and none of them is in the way of telling an exit.</summary>
internal sealed partial class LinuxContainerHost
{
    public async Task TearDownAsync(TearDownOrder order, CancellationToken cancellation)
    {
        ContainerPaths paths = PathsOf(order.State.Id);
        ShimConnection? shim = (order.Link as ShimLink)?.Connection;
        if (shim is null && !Directory.Exists(paths.RunDirectory)) return;
        shim ??= await ConnectAsync(paths.RunDirectory, cancellation).ConfigureAwait(false);
        if (shim is not null) await AcknowledgeAsync(shim, cancellation).ConfigureAwait(false);
        await ForgetAsync(order.State, shim, cancellation).ConfigureAwait(false);
        if (order.Link is { } link) await link.DisposeAsync().ConfigureAwait(false);
        if (shim is not null) await DismissAsync(shim).ConfigureAwait(false);
        RemoveRunDirectory(paths);
    }

    public Task EraseAsync(ContainerId id, CancellationToken cancellation)
    {
        ContainerPaths paths = PathsOf(id);
        RemoveRunDirectory(paths);
        TreeRemoval.Remove(paths.StateDirectory);
        return Task.CompletedTask;
    }

    private static async Task AcknowledgeAsync(ShimConnection shim, CancellationToken cancellation)
    {
        try
        {
            await shim.AcknowledgeExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is IOException or ShimFaultException)
        {
            // Dead, or there was nothing to acknowledge.
        }
    }

    // The control group, where processes may be left that were not below the main one, and what the runtime keeps.
    private async Task ForgetAsync(ContainerState state, ShimConnection? shim, CancellationToken cancellation)
    {
        OciRuntime? runtime = RuntimeOf(state);
        bool plain = runtime is not null && KeepsOnlyADirectory(runtime) && services.HostFacts.Cgroups.Mode != CgroupMode.None;
        if (runtime is not null && !plain && Remembers(runtime, state.Id))
            await CallAsync(runtime, runtime.Delete(state.Id, "/dev/null"), shim, cancellation).ConfigureAwait(false);

        Cgroup cgroup = Cgroup.Open(services.HostFacts.Cgroups, CgroupPathOf(state));
        while (cgroup.Exists && !cgroup.Remove())
        {
            cgroup.Kill();
            await Task.Delay(StatusPause, services.Time, cancellation).ConfigureAwait(false);
        }

        if (plain) TreeRemoval.Remove(Path.Combine(runtime!.StateRoot, state.Id.Value));
    }

    // runc and crun keep a directory and the control group, and nothing else for bundles without hooks, which ours are. Removing both
    // here does what their delete does, for a hundredth of its time; any other runtime is asked.
    private static bool KeepsOnlyADirectory(OciRuntime runtime) => Path.GetFileName(runtime.Path) is "runc" or "crun";

    private static bool Remembers(OciRuntime runtime, ContainerId id) =>
        Directory.Exists(runtime.StateRoot) && Directory.EnumerateFileSystemEntries(runtime.StateRoot, id.Value + "*").Any();

    private async Task CallAsync(OciRuntime runtime, IReadOnlyList<string> arguments, ShimConnection? shim, CancellationToken cancellation)
    {
        TimeSpan limit = services.Settings.OperationTimeout;
        if (shim is { Closed.IsCompleted: false })
        {
            try
            {
                await shim.RunHelperAsync(new RunHelper(arguments, RuntimeEnvironment, (int)limit.TotalMilliseconds), cancellation).ConfigureAwait(false);
                return;
            }
            catch (ShimUnreachableException)
            {
                // It died meanwhile; the call is made from here.
            }
        }

        await RuntimeProcess.RunAsync(arguments, limit, cancellation, runtime.HiddenMount).ConfigureAwait(false);
    }

    private static void Unmount(string rootfs)
    {
        if (!Directory.Exists(rootfs)) return;
        while (Mounts.TryUnmount(rootfs) is var error && error != Errno.EINVAL)
        {
            if (error == Errno.ENOENT) return;
            if (error == Errno.None) continue;
            if (error != Errno.EBUSY) throw new LinuxException(error, "umount2", rootfs);
            Mounts.Unmount(rootfs, detach: true);
        }
    }

    private static void RemoveRunDirectory(ContainerPaths paths)
    {
        MountStage.Clear(paths.Stage);
        foreach (string mount in (ReadOnlySpan<string>)[paths.Rootfs, paths.SharedMemory])
        {
            Unmount(mount);
            // Whatever is still mounted there is a container's file system, and not to be emptied.
            if (FileStat.Of(mount) is { } root && FileStat.Of(paths.RunDirectory) is { } run && root.Device != run.Device)
                throw new LinuxException(Errno.EBUSY, "rmdir", mount);
        }

        TreeRemoval.Remove(paths.RunDirectory);
    }
}
