using System.Text;

namespace ActorEngine.Linux;

/// <summary>The directories of one overlay (kernel documentation, filesystems/overlayfs).</summary>
/// <param name="Lower">Read-only layers, topmost first; at least one.</param>
/// <param name="Upper">Takes the writes; null makes the mount read-only.</param>
/// <param name="Work">Empty directory on the file system of <paramref name="Upper"/>.</param>
public sealed record OverlayLayers(IReadOnlyList<string> Lower, string? Upper, string? Work)
{
    /// <summary>Leave out every sync of the upper layer: for containers whose files die with them.</summary>
    public bool Volatile { get; init; }

    /// <summary>Shows and keeps the files' ids through a mapping; null = as they are on disk. Upper and work must then stand in one directory.</summary>
    public MappedTrees? Mapped { get; init; }
}

/// <summary>Mounts and unmounts overlays: the new mount API with <c>lowerdir+</c>, or mount(2) where the kernel lacks it.</summary>
public static class OverlayMount
{
    /// <summary>Mounts the layers on <paramref name="target"/>, an existing directory.</summary>
    /// <exception cref="LinuxException">The kernel refused; its own words are in the message.</exception>
    public static void Mount(OverlayLayers layers, string target, MountAttributes attributes = MountAttributes.None)
    {
        if (layers.Volatile && layers.Work is { } work) AllowVolatileAgain(work);
        try
        {
            MountNew(layers, target, attributes);
        }
        catch (LinuxException e) when (layers.Mapped is null && (e.Errno is Errno.ENOSYS || (e.Errno is Errno.EINVAL && e.Operation == "fsconfig")))
        {
            MountOld(layers, target, attributes);
        }
    }

    /// <summary>A mount of layers, attached nowhere: it ends with its descriptor.</summary>
    /// <exception cref="LinuxException">The kernel refused.</exception>
    public static FileDescriptor Detached(OverlayLayers layers)
    {
        using var held = new HeldPaths(layers.Mapped);
        using var builder = new MountBuilder("overlay");
        Configure(builder, layers, held);
        return builder.Create();
    }

    /// <summary>Unmounts; a directory on which nothing is mounted, or that is gone, is no error. A busy mount is detached.</summary>
    public static void Unmount(string target)
    {
        Errno error = Mounts.TryUnmount(target);
        if (error == Errno.EBUSY) error = Mounts.TryUnmount(target, detach: true);
        if (error is not (Errno.None or Errno.EINVAL or Errno.ENOENT)) throw new LinuxException(error, "umount2", target);
    }

    private static void MountNew(OverlayLayers layers, string target, MountAttributes attributes)
    {
        using var held = new HeldPaths(layers.Mapped);
        using var builder = new MountBuilder("overlay");
        Configure(builder, layers, held);
        builder.MountOn(target, attributes);
    }

    private static void Configure(MountBuilder builder, OverlayLayers layers, HeldPaths held)
    {
        builder.Set("source", "overlay");
        foreach (string lower in layers.Lower) builder.Set("lowerdir+", held.Name(lower));
        if (layers.Upper is not null && layers.Work is not null)
        {
            (string upper, string work) = held.Pair(layers.Upper, layers.Work);
            builder.Set("upperdir", upper);
            builder.Set("workdir", work);
            if (layers.Volatile) builder.SetFlag("volatile");
        }

        foreach ((string key, string value) in OverlayFeatures.SwitchedOff) builder.Set(key, value);
    }

    private static void MountOld(OverlayLayers layers, string target, MountAttributes attributes)
    {
        using var held = new HeldPaths(null);
        var options = new StringBuilder("lowerdir=").AppendJoin(':', layers.Lower.Select(path => held.Name(path)));
        if (layers.Upper is not null && layers.Work is not null)
        {
            options.Append(",upperdir=").Append(held.Name(layers.Upper)).Append(",workdir=").Append(held.Name(layers.Work));
            if (layers.Volatile) options.Append(",volatile");
        }

        foreach ((string key, string value) in OverlayFeatures.SwitchedOff) options.Append(',').Append(key).Append('=').Append(value);
        MountFlags flags = (MountFlags)((uint)attributes & 0xf);
        if (attributes.HasFlag(MountAttributes.NoAccessTime)) flags |= MountFlags.NoAccessTime;
        Mounts.Mount("overlay", target, "overlay", flags, options.ToString());
    }

    // The kernel marks the work directory of a volatile mount and refuses a second one, for the case of a crash of the
    // machine in between; containers with volatile layers do not outlive the machine.
    private static void AllowVolatileAgain(string work)
    {
        string marks = Path.Combine(work, "work", "incompat");
        if (Directory.Exists(marks)) Directory.Delete(marks, recursive: true);
    }

    /// <summary>
    /// Short names of directories, through descriptors: fsconfig(2) takes strings of at most 255 bytes and mount(2) one page of options, neither needs an
    /// escape then, and the kernel repeats the strings in every line of mountinfo, which each start of a .NET program and of an OCI runtime reads as a whole.
    /// </summary>
    private sealed class HeldPaths(MappedTrees? mapped) : IDisposable
    {
        private readonly List<FileDescriptor> held = [];

        public string Name(string path)
        {
            held.Add(mapped?.Clone(path) ?? FileDescriptor.Open(path, OpenFlags.Path | OpenFlags.Directory));
            return held[^1].ProcPath;
        }

        // The overlay wants both on one mount, and each mapped copy is a mount of its own.
        public (string Upper, string Work) Pair(string upper, string work)
        {
            if (mapped is null) return (Name(upper), Name(work));
            string both = Path.GetDirectoryName(upper.TrimEnd('/'))!;
            if (Path.GetDirectoryName(work.TrimEnd('/')) != both) throw new LinuxException(Errno.EXDEV, "overlay", upper);
            string name = Name(both);
            return ($"{name}/{Path.GetFileName(upper.TrimEnd('/'))}", $"{name}/{Path.GetFileName(work.TrimEnd('/'))}");
        }

        public void Dispose()
        {
            foreach (FileDescriptor file in held) file.Dispose();
        }
    }
}
