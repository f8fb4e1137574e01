using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>Reads the <see cref="ContainerFacts"/> that a request depends on.</summary>
internal static class FactsReader
{
    public static ContainerFacts Read(BundleRequest request)
    {
        ContainerSettings settings = request.Settings;
        bool init = settings.Init ?? request.Defaults.Init;
        return ReadAccounts(request.Paths.Rootfs) with
        {
            ResolvConf = HostText("/etc/resolv.conf"),
            Hosts = settings.Network == "host" ? HostText("/etc/hosts") : "",
            Devices = HostDevices.Find(settings),
            InitPath = init ? InitProgram.Find(request.Defaults.InitPath) : null,
            MissingSources = settings.Mounts.Where(mount => mount.Kind == MountKind.Bind && !Path.Exists(mount.Source)).Select(mount => mount.Source).ToHashSet(),
        };
    }

    public static ContainerFacts ReadAccounts(string rootfs)
    {
        using FileDescriptor root = FileDescriptor.Open(rootfs, OpenFlags.Path | OpenFlags.Directory);
        return new ContainerFacts
        {
            Users = [.. UserDatabase.ParseUsers(RootedFile.ReadLines(root, "/etc/passwd"))],
            Groups = [.. UserDatabase.ParseGroups(RootedFile.ReadLines(root, "/etc/group"))],
        };
    }

    private static string HostText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
