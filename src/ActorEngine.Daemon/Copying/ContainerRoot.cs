using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;

namespace ActorEngine.Daemon;

/// <summary>
/// A container's root directory, held open: that of its main process while it runs, with all its mounts; else a mount of its
/// snapshot that nobody else sees. Paths are resolved inside it, whatever links lie there.
/// </summary>
internal sealed class ContainerRoot : IDisposable
{
    private readonly Action ended;

    /// <param name="directory">Belongs to the new object.</param>
    /// <param name="ended">Gives back what stands behind it.</param>
    internal ContainerRoot(FileDescriptor directory, Action? ended = null) => (Directory, this.ended) = (directory, ended ?? (() => { }));

    public FileDescriptor Directory { get; }

    /// <summary>How the container's ids appear here; null = as they are.</summary>
    public IdMapping? Mapping { get; private init; }

    /// <exception cref="FaultException">There is no such container, or nothing to look at.</exception>
    public static async Task<ContainerRoot> OpenAsync(EngineServices services, ContainerReference reference, bool writable, CancellationToken cancellation)
    {
        var view = services.Resolve(reference);
        if (writable && view.Inspection.Settings.ReadOnlyRoot)
            throw new FaultException(new Fault(FaultCode.Conflict, $"The root file system of container {view.Summary.Name} is read-only.") { State = view.Status });
        if (view.Inspection.State.Pid is > 0 and var pid && ContainerQueries.IsUp(view.Status)
            && FileDescriptor.TryOpen($"/proc/{pid}/root/", OpenFlags.Path | OpenFlags.Directory, 0, out _) is { } running)
        {
            // The pid may have gone to somebody else meanwhile; the view changes before it can.
            if (services.Containers.Find(view.Id)?.Inspection.State.Pid == pid) return new ContainerRoot(running) { Mapping = IdMapping.Of(pid) };
            running.Dispose();
        }

        var snapshot = await EngineEdge.AskAsync<SnapshotPrepared>(services.Actors.Images, new FindSnapshot(view.Id), EngineEdge.Patience, cancellation).ConfigureAwait(false);
        return await WithMountsAsync(services, view, snapshot, writable, cancellation).ConfigureAwait(false);
    }

    // What a program in it would see, but for file systems in memory.
    private static async Task<ContainerRoot> WithMountsAsync(EngineServices services, ContainerView view, SnapshotPrepared snapshot, bool writable, CancellationToken cancellation)
    {
        string key = $"look-{Guid.NewGuid():n}";
        bool claimed = services.Volumes.HasMounts(view.Id);
        void End()
        {
            if (claimed) services.Actors.Volumes.Tell(new EndLook(key), Akka.Actor.ActorRefs.NoSender);
        }

        try
        {
            IReadOnlyList<PreparedMount> mounts = claimed
                ? (await EngineEdge.AskAsync<VolumesMounted>(services.Actors.Volumes, new LookAtVolumes(view.Id, key), EngineEdge.Patience, cancellation).ConfigureAwait(false)).Mounts
                : [.. view.Inspection.Settings.Mounts.Where(mount => mount.Kind == MountKind.Bind).Select(mount => new PreparedMount(mount) { HostPath = mount.Source })];
            if (mounts.Count == 0) return new ContainerRoot(Mount(snapshot, writable), End);
            // Places for mounts are made in the container's own directory, as its start makes them.
            var shown = MountView.Open(Path.Combine(services.Options.RunDirectory, "mounts", key), new OverlayLayers(snapshot.Lower, snapshot.Upper, snapshot.Work), mounts);
            return new ContainerRoot(shown.Root, () =>
            {
                shown.Dispose();
                End();
            });
        }
        catch
        {
            End();
            throw;
        }
    }

    /// <summary>The directory that holds the last name of a path, and that name; "." where the path names a directory by itself.</summary>
    public (FileDescriptor Parent, string Name) Locate(string path)
    {
        string trimmed = path.TrimEnd('/');
        string name = trimmed[(trimmed.LastIndexOf('/') + 1)..];
        bool itself = name is "" or "." or ".." || path.EndsWith('/');
        string parent = itself ? path : trimmed[..(trimmed.LastIndexOf('/') + 1)];
        return (OpenDirectory(parent), itself ? "." : name);
    }

    /// <summary>A directory inside the root, links followed.</summary>
    public FileDescriptor OpenDirectory(string path) =>
        RootedOpen.TryOpen(Directory, "/" + path, OpenFlags.Directory, 0, ResolveFlags.InRoot | ResolveFlags.NoMagicLinks, out var error)
        ?? throw Refused(error, path);

    public void Dispose()
    {
        Directory.Dispose();
        ended();
    }

    public static FaultException Refused(Errno error, string path) => new(error switch
    {
        Errno.ENOENT or Errno.ENOTDIR => new Fault(FaultCode.NotFound, $"There is no such file or directory in the container: {path}") { Field = "path" },
        Errno.ELOOP => new Fault(FaultCode.InvalidArgument, $"{path} is a chain of too many links.") { Field = "path" },
        Errno.EROFS or Errno.ENOSPC or Errno.EDQUOT => new Fault(FaultCode.Storage, $"{path}: {ErrorText.Of(error)}"),
        _ => new Fault(FaultCode.InvalidArgument, $"{path}: {ErrorText.Of(error)}") { Field = "path" },
    });

    // Reading takes the upper directory as one more layer: nothing is written, not even the overlay's own bookkeeping.
    private static FileDescriptor Mount(SnapshotPrepared snapshot, bool writable) => OverlayMount.Detached(writable
        ? new OverlayLayers(snapshot.Lower, snapshot.Upper, snapshot.Work)
        : new OverlayLayers([snapshot.Upper, .. snapshot.Lower], null, null));
}
