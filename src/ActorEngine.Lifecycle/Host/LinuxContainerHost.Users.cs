using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;

namespace ActorEngine.Lifecycle;

/// <summary>Containers whose user ids are not the host's: mapped mounts, and what of the host their root may reach.</summary>
internal sealed partial class LinuxContainerHost
{
    private const uint PassableByGroup = 0x1C8; // 0710
    private const uint OwnFifo = 0x180; // 0600

    private readonly Lock mapping = new();
    private Task<MappedTrees>? mapped;

    /// <summary>The mapping for mounts of this container; null where it has the host's ids. Made once, by a process of its own.</summary>
    private async Task<MappedTrees?> MappedTreesOf(ContainerState state, CancellationToken cancellation)
    {
        if (SettingsValidator.MappingOf(state.Settings!, services.Bundles) is not { } ids) return null;
        Task<MappedTrees> making;
        lock (mapping)
        {
            if (mapped is null or { IsFaulted: true } or { IsCanceled: true }) mapped = MappedTrees.CreateAsync(ids, CancellationToken.None);
            making = mapped;
        }

        return await making.WaitAsync(cancellation).ConfigureAwait(false);
    }

    // Its root is nobody on the host, and has to pass through these directories to the root file system, and to open its streams again by name.
    private void OpenWay(ContainerState state, ContainerPaths paths)
    {
        if (SettingsValidator.MappingOf(state.Settings!, services.Bundles) is not { } ids) return;
        foreach (string directory in (ReadOnlySpan<string>)[Path.GetDirectoryName(paths.RunDirectory)!, paths.RunDirectory])
        {
            FileOwnership.SetOwner(FileDescriptor.CurrentDirectory, directory, 0, ids.Group);
            FileOwnership.SetMode(FileDescriptor.CurrentDirectory, directory, PassableByGroup);
        }

        if (state.Settings!.Tty) return;
        foreach (string stream in (ReadOnlySpan<string>)["stdin", "stdout", "stderr"])
        {
            string fifo = Path.Combine(paths.RunDirectory, stream);
            if (stream == "stdin" && !state.Settings.OpenStdin) continue;
            Pipe.CreateNamed(fifo, OwnFifo);
            FileOwnership.SetOwner(FileDescriptor.CurrentDirectory, fifo, ids.User, ids.Group);
        }
    }

    // Sysctls of a network namespace are written inside it, and by a thread, since each has namespaces of its own.
    private static async Task<Fault?> WriteNetworkSysctls(IReadOnlyDictionary<string, string> settings, string? path)
    {
        if (settings.Count == 0 || path is null) return null;
        var done = new TaskCompletionSource<Fault?>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => done.SetResult(Write(settings, path))) { IsBackground = true, Name = "sysctls" }.Start();
        return await done.Task.ConfigureAwait(false);
    }

    private static Fault? Write(IReadOnlyDictionary<string, string> settings, string path)
    {
        string at = path;
        try
        {
            using (FileDescriptor space = FileDescriptor.Open(path, OpenFlags.ReadOnly)) Namespaces.Enter(space, NamespaceKinds.Network);
            foreach ((string name, string value) in settings)
            {
                at = name;
                using FileDescriptor file = FileDescriptor.Open("/proc/sys/" + (name.Contains('/') ? name : name.Replace('.', '/')), OpenFlags.WriteOnly);
                file.Write(System.Text.Encoding.UTF8.GetBytes(value));
            }

            return null;
        }
        catch (LinuxException refused)
        {
            return new Fault(FaultCode.InvalidArgument, $"sysctl {at}: {refused.Message}. Check the name and the value given to --sysctl.") { Field = "sysctls" };
        }
    }

    private static Fault NoMapping(LinuxException refused) => new(FaultCode.NotSupported,
        $"The user ids of containers are remapped (containers.userns-remap), and this host cannot do that: {refused.Message}. It takes user namespaces, and id-mapped mounts on the engine's "
        + "state directory: Linux 5.19 and a file system that has them, such as ext4, xfs or btrfs. Run it with --userns host, or empty the setting.")
    { Field = "userNamespace" };
}
