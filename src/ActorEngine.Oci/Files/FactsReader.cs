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
            ResolvConf = ResolvConf(settings),
            Hosts = settings.Network == "host" ? HostText("/etc/hosts") : "",
            Devices = HostDevices.Find(settings),
            GpuHook = settings.Gpus.Count > 0 ? ProgramPath.Find(GpuComposer.HookProgram) : null,
            LimitedDevices = HostDevices.FindLimited(settings.Resources),
            InitPath = init ? InitProgram.Find(request.Defaults.InitPath) : null,
            MissingSources = settings.Mounts.Where(mount => mount.Kind == MountKind.Bind && !Path.Exists(mount.Source)).Select(mount => mount.Source).ToHashSet(),
        };
    }

    public static ContainerFacts ReadAccounts(string rootfs)
    {
        using FileDescriptor root = FileDescriptor.Open(rootfs, OpenFlags.Path | OpenFlags.Directory);
        return ReadAccounts(root);
    }

    public static ContainerFacts ReadAccounts(FileDescriptor root) => new()
    {
        Users = [.. UserDatabase.ParseUsers(RootedFile.ReadLines(root, "/etc/passwd"))],
        Groups = [.. UserDatabase.ParseGroups(RootedFile.ReadLines(root, "/etc/group"))],
    };

    // A resolver at the host's 127.0.0.53 is out of a container's reach; systemd-resolved writes those behind it into a file of its own.
    private static string ResolvConf(ContainerSettings settings)
    {
        string text = HostText("/etc/resolv.conf");
        string[] servers = [.. text.Split('\n').Where(line => line.StartsWith("nameserver", StringComparison.Ordinal)).Select(line => line["nameserver".Length..].Trim())];
        bool stub = settings.Network != "host" && servers.Length > 0 && servers.All(server => server.StartsWith("127.", StringComparison.Ordinal));
        return stub && HostText("/run/systemd/resolve/resolv.conf") is { Length: > 0 } behind ? behind : text;
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
