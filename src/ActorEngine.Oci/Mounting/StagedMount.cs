using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>One mount while a container's mounts are put together.</summary>
/// <param name="rank">Its place in the order in which mounts were asked for.</param>
internal sealed class StagedMount(PreparedMount prepared, string target, int rank) : IDisposable
{
    public MountSettings Settings => prepared.Settings;

    /// <summary>In the container, without links as far as that is known.</summary>
    public string Target { get; set; } = target;

    public int Rank => rank;

    /// <summary>Its target was looked for.</summary>
    public bool IsPlaced { get; set; }

    /// <summary>It was put into another mount.</summary>
    public bool IsNested { get; set; }

    /// <summary>One that goes before it stands at the same place: links of the image lead both there.</summary>
    public bool IsCovered { get; set; }

    /// <summary>The runtime is told of it.</summary>
    public bool IsTop => !IsNested && !IsCovered;

    /// <summary>Its mount, once it has one of the engine's; else the OCI runtime makes it from the path.</summary>
    public FileDescriptor? Tree { get; private set; }

    public bool IsTmpfs => Settings.Kind == MountKind.Tmpfs;

    public string Path => prepared.HostPath;

    /// <summary>The source is a bind's that is not there; the bundle's check says so.</summary>
    public bool IsMissing => Settings.Kind == MountKind.Bind && !System.IO.Path.Exists(Path);

    /// <summary>Cannot be told to a runtime as a path that nobody can move meanwhile.</summary>
    public bool NeedsTree => Settings.Kind == MountKind.Image || Settings.SubPath.Length > 0;

    /// <summary>May be put into another mount here; whatever else is the runtime's.</summary>
    public bool CanNest => !IsTmpfs && Settings.Propagation is null or "rprivate" or "private" && !IsMissing;

    /// <summary>Its source is a directory.</summary>
    public bool IsDirectory => IsTmpfs || (Tree is not null ? FileStat.Of(Tree).IsDirectory : NeedsTree || FileStat.Of(Path, followLinks: true) is not { IsDirectory: false });

    /// <summary>Makes the mount, detached.</summary>
    public void Open()
    {
        if (Tree is not null) return;
        using FileDescriptor whole = Settings.Kind == MountKind.Image ? Image() : FileDescriptor.Open(Path, OpenFlags.Path);
        // The volume's users may move what is in it at any time: found by descriptor, and mounted by that.
        using FileDescriptor source = Settings.SubPath.Length == 0 ? whole.Duplicate() : RootedOpen.Open(whole, Settings.SubPath, OpenFlags.Path, 0, ResolveFlags.InRoot | ResolveFlags.NoMagicLinks);
        Tree = Settings.Kind == MountKind.Image && Settings.SubPath.Length == 0 ? whole.Duplicate() : MountTrees.Clone(source, recursive: !Settings.NonRecursive);
    }

    /// <summary>Makes it, and what is to be below it, read-only.</summary>
    public void Restrict(MountAttributes always)
    {
        bool readOnly = Settings.ReadOnly || Settings.Kind == MountKind.Image;
        bool recursive = Settings.ReadOnlyReach != ReadOnlyReach.OwnMount && !Settings.NonRecursive;
        MountAttributes set = always | (readOnly ? MountAttributes.ReadOnly : MountAttributes.None);
        if (set == MountAttributes.None) return;
        if (MountTrees.CanSetAttributes) MountTrees.SetAttributes(Tree!, set, recursive);
        else throw SettingsException.Invalid("mounts", $"The mount at {Settings.Target} needs a kernel with mount_setattr (Linux 5.12): it shows a part, or stands in another mount, and is read-only.");
    }

    public void Dispose() => Tree?.Dispose();

    // The last layer has nothing but the places of the engine's own mounts, and makes it two where the image has one.
    private FileDescriptor Image() => OverlayMount.Detached(new OverlayLayers(prepared.Layers, null, null));
}
