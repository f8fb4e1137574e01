using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>The side effects around <see cref="BundleBuilder"/>: reads what it depends on, and puts its result on disk. Blocking, under a millisecond.</summary>
public static class BundleWriter
{
    /// <summary>
    /// Gathers the facts, builds, makes the working directory and missing bind sources, and writes <c>config.json</c> and the bound files.
    /// The root file system must be mounted. A disk that refuses throws <see cref="LinuxException"/> or <see cref="IOException"/>.
    /// </summary>
    public static Outcome<Bundle> Prepare(BundleRequest request)
    {
        if (RootPlaces.Check(request.Paths.Rootfs) is { } misplaced) return new Outcome<Bundle>(null, misplaced);
        BundleRequest informed = request with { Facts = FactsReader.Read(request) };
        Outcome<Bundle> built = BundleBuilder.Build(informed);
        if (!built.TryGet(out Bundle? bundle, out _)) return built;
        foreach (MountSettings mount in request.Settings.Mounts)
        {
            if (mount.Kind == MountKind.Bind && mount.CreateSource && informed.Facts.MissingSources.Contains(mount.Source))
                Directory.CreateDirectory(mount.Source);
        }

        if (WorkingDirectory.Make(request.Paths.Rootfs, bundle.Spec.Process, bundle.UserMapping) is { } fault) return new Outcome<Bundle>(null, fault);
        Write(bundle, request.Paths);
        return built;
    }

    /// <summary>Writes <c>config.json</c>, and the bound files where they do not exist yet.</summary>
    public static void Write(Bundle bundle, BundlePaths paths)
    {
        Directory.CreateDirectory(paths.Bundle);
        Directory.CreateDirectory(paths.Files);
        WriteFile(paths.Config, SpecJson.Write(bundle.Spec), 0x180 /* 0600 */);
        // The program may have written into these in an earlier run; like Docker, the engine writes them anew at each start.
        WriteFile(paths.Hosts, System.Text.Encoding.UTF8.GetBytes(bundle.Files.Hosts), 0x1A4 /* 0644 */, bundle.UserMapping);
        WriteFile(paths.Hostname, System.Text.Encoding.UTF8.GetBytes(bundle.Files.Hostname), 0x1A4, bundle.UserMapping);
        WriteFile(paths.ResolvConf, System.Text.Encoding.UTF8.GetBytes(bundle.Files.ResolvConf), 0x1A4, bundle.UserMapping);
    }

    /// <summary>Writes an exec's <c>process.json</c>; user names are looked up in the root file system as it is now.</summary>
    public static Outcome<ProcessSpec> PrepareExec(BundleRequest request, ExecSettings exec, string processFile)
    {
        Outcome<ProcessSpec> built = BundleBuilder.BuildExec(request with { Facts = FactsReader.ReadAccounts(request.Paths.Rootfs) }, exec);
        if (built.TryGet(out ProcessSpec? process, out _)) WriteFile(processFile, SpecJson.Write(process), 0x180);
        return built;
    }

    // A new file each time: ext4 flushes one that is truncated and written again, which costs milliseconds.
    // 0644 must hold whatever the umask is: users other than root read these files.
    private static void WriteFile(string path, ReadOnlySpan<byte> content, uint mode, IdMapping? owner = null)
    {
        FileTree.Remove(FileDescriptor.CurrentDirectory, path);
        using FileDescriptor file = FileDescriptor.Open(path, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive, mode);
        if (owner is not null) FileOwnership.SetOwner(file, "", owner.User, owner.Group);
        FileOwnership.SetMode(file, mode);
        file.WriteAll(content);
    }
}
