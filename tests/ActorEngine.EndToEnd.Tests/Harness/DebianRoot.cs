namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>A Debian root file system with nginx, redis, postgres and iperf3, made by debootstrap from the machine's own package mirror: one archive per test run.</summary>
internal static class DebianRoot
{
    private static readonly Lazy<Task<string>> File = new(Make);

    public static Task<string> Tar() => File.Value;

    private static async Task<string> Make()
    {
        // Packages are unpacked with many syncs, which cost nothing in memory.
        string place = new DriveInfo("/dev/shm") is { IsReady: true, AvailableFreeSpace: > 1L << 30 } ? "/dev/shm" : Path.GetTempPath();
        string folder = Path.Combine(place, $"actorengine-debian-{Environment.ProcessId}"), root = Path.Combine(folder, "root"), tar = Path.Combine(folder, "root.tar");
        Directory.CreateDirectory(folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string system = await System.IO.File.ReadAllTextAsync("/etc/os-release");
        string suite = Field(system, "VERSION_CODENAME"), components = Field(system, "ID") == "ubuntu" ? "main,universe" : "main";
        string mirror = (await Command.Run("bash", "-c", $"apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' | awk '$1 == \"{suite}\" {{ print $2; exit }}'")).Expect();
        using var make = new Command("debootstrap", ["--variant=minbase", $"--components={components}", "--include=nginx-light,redis-server,postgresql,iperf3", suite, root, mirror]);
        make.Input.Close();
        (await make.Finished(400)).Expect();
        (await Command.Run("bash", "-c", $"rm -f '{root}'/var/cache/apt/archives/*.deb '{root}'/var/cache/apt/*.bin; tar -C '{root}' --xattrs -cf '{tar}' . && rm -rf '{root}'")).Expect();
        return tar;
    }

    private static string Field(string text, string name) =>
        text.Split('\n').FirstOrDefault(line => line.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..].Trim('"') ?? throw new InvalidOperationException($"/etc/os-release does not say {name}.");
}
