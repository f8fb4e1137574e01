using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>
/// Gets a container's mounts ready for the OCI runtime. Targets are resolved in the container's root and made there; parts of volumes, views of
/// images, and mounts that stand in other mounts are made by descriptor on a file system of the stage's own, and the runtime is told their paths
/// on it. So no path that a running container can change is walked by the runtime. The stage goes as soon as the runtime has run.
/// </summary>
public sealed class MountStage : IDisposable
{
    private readonly string directory;
    private readonly MountAttributes always;
    private readonly List<StagedMount> mounts = [];
    private readonly List<MountSettings> told = [];
    private readonly Dictionary<StagedMount, string> paths = [];
    private bool isMounted;
    private int count;

    private MountStage(string directory, MountAttributes always) => (this.directory, this.always) = (directory, always);

    /// <summary>What the bundle is to say: binds and file systems in memory.</summary>
    public IReadOnlyList<MountSettings> Mounts => told;

    /// <summary>Puts all mounts together. The root file system must be mounted.</summary>
    /// <param name="directory">A path that nothing else uses.</param>
    /// <param name="always">Attributes that all of them get.</param>
    /// <returns>The stage, or the fault that says which mount cannot be made.</returns>
    public static Outcome<MountStage> Build(string directory, string rootfs, IReadOnlyList<PreparedMount> prepared, MountAttributes always = MountAttributes.None)
    {
        Clear(directory);
        var stage = new MountStage(directory, always);
        try
        {
            using FileDescriptor root = FileDescriptor.Open(rootfs, OpenFlags.Path | OpenFlags.Directory);
            return stage.Fill(root, prepared) is { } fault ? throw new SettingsException(fault) : new Outcome<MountStage>(stage, null);
        }
        catch (SettingsException refused)
        {
            stage.Dispose();
            return new Outcome<MountStage>(null, refused.Fault);
        }
        catch
        {
            stage.Dispose();
            throw;
        }
    }

    /// <summary>Takes away what a stage left at a path; nothing there is no error.</summary>
    public static void Clear(string directory)
    {
        if (!Directory.Exists(directory)) return;
        // What stands on the stage's own file system goes with it, and nothing below is ever walked.
        while (Linux.Mounts.TryUnmount(directory, detach: true) is var error && error != Errno.EINVAL)
            if (error != Errno.None) throw new LinuxException(error, "umount2", directory);
        Directory.Delete(directory);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (StagedMount mount in mounts) mount.Dispose();
        mounts.Clear();
        Clear(directory);
    }

    private Fault? Fill(FileDescriptor root, IReadOnlyList<PreparedMount> prepared)
    {
        var walk = new TargetWalk(root);
        mounts.AddRange(prepared.Select((mount, rank) => new StagedMount(mount, ContainerPath.Clean(mount.Settings.Target), rank)).OrderBy(mount => ContainerPath.Depth(mount.Target)));
        if (Each(mounts, mount => Place(mount, walk)) is { } fault) return fault;
        HashSet<string> taken = [];
        foreach (StagedMount mount in mounts.OrderBy(mount => mount.Rank)) mount.IsCovered = !taken.Add(mount.Target);
        // Less deep ones first, so that a mount may stand in one that stands in another.
        if (Each([.. mounts.Where(mount => mount.IsTop).OrderBy(mount => ContainerPath.Depth(mount.Target))], Nest) is { } refused) return refused;
        told.AddRange(mounts.Where(mount => mount.IsTop).Select(Tell));
        return null;
    }

    private static Fault? Each(IReadOnlyList<StagedMount> all, Action<StagedMount> step)
    {
        foreach (StagedMount mount in all)
        {
            try
            {
                step(mount);
            }
            catch (LinuxException failed)
            {
                return Refuse(mount.Settings, failed);
            }
        }

        return null;
    }

    private void Place(StagedMount mount, TargetWalk walk)
    {
        if (mount.Settings is { Kind: MountKind.Bind, CreateSource: true } && mount.IsMissing) Directory.CreateDirectory(mount.Path);
        if (!mount.IsTmpfs && !mount.IsMissing) PropagationRules.Check(mount.Settings, mount.Path);
        if (mount.NeedsTree) Attach(mount);
        // The engine's own mounts stand there; the runtime makes places in them.
        if (mount.IsMissing || OnEngineMount(mount.Target)) return;
        (string place, string rest) = walk.Find(mount.Target, mount.IsDirectory, at => mounts.Exists(other => other.IsPlaced && other.Target == at));
        if (place == "/") throw SettingsException.Invalid("mounts", $"The mount at {mount.Settings.Target} cannot be made: links of the image lead from there to the root directory.");
        mount.Target = rest.Length == 0 ? place : place + "/" + rest;
        mount.IsPlaced = true;
    }

    private static bool OnEngineMount(string target) => new[] { "/proc", "/sys", "/dev" }.Any(own => target == own || ContainerPath.IsBelow(target, own));

    private void Nest(StagedMount mount)
    {
        StagedMount? parent = mounts.Where(other => other != mount && other.IsTop && ContainerPath.IsBelow(mount.Target, other.Target)).MaxBy(other => other.Target.Length);
        if (parent is null || !mount.CanNest || !parent.CanNest) return;
        Attach(parent);
        var walk = new TargetWalk(parent.Tree!, makes: !parent.Settings.ReadOnly && parent.Settings.Kind != MountKind.Image);
        using FileDescriptor place = walk.Open(walk.Find(mount.Target[(parent.Target.Length + 1)..], mount.IsDirectory).Place);
        if (mount.Tree is null)
        {
            mount.Open();
            mount.Restrict(always);
            MountTrees.Attach(mount.Tree!, place, "");
        }
        else
        {
            // It stands on the stage already; a copy of it goes here.
            using FileDescriptor copy = MountTrees.Clone(mount.Tree, recursive: true);
            MountTrees.Attach(copy, place, "");
        }

        mount.IsNested = true;
    }

    // Onto the stage, where it has a path.
    private void Attach(StagedMount mount)
    {
        if (mount.Tree is not null) return;
        mount.Open();
        mount.Restrict(always);
        if (!isMounted) Raise();
        string path = Path.Combine(directory, (count++).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (mount.IsDirectory) Directory.CreateDirectory(path);
        else File.WriteAllText(path, "");
        MountTrees.Attach(mount.Tree!, path);
        paths[mount] = path;
    }

    // Private, so that what is put on it is seen nowhere else on the host.
    private void Raise()
    {
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Linux.Mounts.Mount("actorengine", directory, "tmpfs", MountFlags.NoSuid | MountFlags.NoDev | MountFlags.NoExec, "mode=0700,size=256k");
        isMounted = true;
        Linux.Mounts.Mount(null, directory, null, MountFlags.Private);
    }

    private MountSettings Tell(StagedMount mount)
    {
        if (mount.IsTmpfs) return mount.Settings with { Target = mount.Target };
        bool staged = paths.TryGetValue(mount, out string? path), readOnly = mount.Settings.ReadOnly || mount.Settings.Kind == MountKind.Image;
        return new MountSettings(MountKind.Bind, mount.Target)
        {
            Source = staged ? path! : mount.Path,
            ReadOnly = readOnly,
            // What is below a staged one is as it is to be; below a file is nothing, and crun takes what is to be read-only with all below it for a directory.
            ReadOnlyReach = readOnly && (staged || !mount.IsDirectory) ? ReadOnlyReach.OwnMount : mount.Settings.ReadOnlyReach,
            NonRecursive = !staged && mount.Settings.NonRecursive,
            Propagation = mount.Settings.Propagation,
            CreateSource = mount.Settings.CreateSource,
            Options = mount.Settings.Options,
        };
    }

    private static Fault Refuse(MountSettings mount, LinuxException failed) => failed.Errno switch
    {
        Errno.ENOENT when mount.SubPath.Length > 0 => new Fault(FaultCode.NotFound, $"The mount at {mount.Target} cannot be made: there is no {mount.SubPath} in {mount.Source}; make it first.") { Field = "mounts" },
        Errno.ENOENT or Errno.EROFS => new Fault(FaultCode.InvalidArgument, $"The mount at {mount.Target} cannot be made: its place is missing in a mount that is read-only ({failed.Message}); make it first.") { Field = "mounts" },
        Errno.ENOTDIR => new Fault(FaultCode.InvalidArgument, $"The mount at {mount.Target} cannot be made: something on the way to it is not a directory ({failed.Message}).") { Field = "mounts" },
        Errno.ELOOP => new Fault(FaultCode.InvalidArgument, $"The mount at {mount.Target} cannot be made: the links on the way to it lead nowhere, or are being changed ({failed.Message}).") { Field = "mounts" },
        Errno.ENOSPC or Errno.EDQUOT => new Fault(FaultCode.Storage, $"The mount at {mount.Target} cannot be made: the disk is full."),
        _ => new Fault(FaultCode.InvalidArgument, $"The mount at {mount.Target} cannot be made: {failed.Message}.") { Field = "mounts" },
    };
}
