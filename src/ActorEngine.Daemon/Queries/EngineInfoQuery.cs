using ActorEngine.Contracts;
using ActorEngine.LogDrivers;
using ActorEngine.Oci;
using ActorEngine.Transport;

namespace ActorEngine.Daemon;

/// <summary>Answers <see cref="GetInfo"/>.</summary>
internal static class EngineInfoQuery
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<IReply> RunAsync(EngineServices services, CancellationToken cancellation)
    {
        // An image store that is busy opening is no reason to have no information.
        var images = await EngineEdge.AskAsync(services.Actors.Images, new ListImages(), Patience, cancellation).ConfigureAwait(false);
        var views = services.Containers.All.ToList();
        int paused = views.Count(view => view.Status is ContainerStatus.Paused or ContainerStatus.Pausing);
        int running = views.Count(view => ContainerQueries.IsUp(view.Status)) - paused;
        var host = services.Host;
        return new EngineInfo
        {
            Id = services.Identity.Id,
            Name = host.Hostname,
            Version = ProductVersion.Text,
            Pid = Environment.ProcessId,
            StartedAt = services.Identity.StartedAt,
            Containers = views.Count,
            Running = running,
            Paused = paused,
            Stopped = views.Count - running - paused,
            Images = images is ImageList list ? list.Images.Count : 0,
            StateDirectory = services.Options.StateDirectory,
            RunDirectory = services.Options.RunDirectory,
            CgroupVersion = host.Cgroups.Mode.ToString().ToLowerInvariant(),
            KernelVersion = EngineIdentity.Version.KernelVersion,
            OperatingSystem = OperatingSystemName(),
            Architecture = host.Architecture,
            Cpus = host.Cpus,
            MemoryBytes = host.MemoryBytes,
            DefaultRuntime = services.Runtimes.DefaultName,
            Runtimes = services.Runtimes.Describe(),
            DefaultLogDriver = services.Settings.Logs.Driver,
            LogDrivers = LogDriver.All,
            SecurityOptions = HostDescription.SecurityOptions(services),
            NetworkDrivers = ["bridge", "cni", "host", "macvlan", "null"],
            VolumeDrivers = ["local"],
            AddressPools = [.. services.Settings.Networks.Pools.Select(pool => new AddressPoolInfo(pool.Base, pool.Size))],
            DefaultRegistry = services.Settings.Registries.DefaultRegistry,
            Registries = [.. services.Settings.Registries.Hosts.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => new RegistryInfo(entry.Key) { Insecure = entry.Value.Insecure, Mirrors = entry.Value.Mirrors })],
            MissingLimits = HostDescription.MissingLimits(host),
            IpForwarding = HostDescription.IpForwarding(),
            StateFileSystem = HostDescription.FileSystemOf(services.Options.StateDirectory),
            InitProgram = InitProgram.Find(services.Settings.Bundles.InitPath) ?? "",
            HttpProxy = HostDescription.Variable("HTTP_PROXY"),
            HttpsProxy = HostDescription.Variable("HTTPS_PROXY"),
            NoProxy = HostDescription.Variable("NO_PROXY"),
            OpenFiles = HostDescription.Count("/proc/self/fd"),
            Threads = HostDescription.Count("/proc/self/task"),
            Now = services.Time.GetUtcNow(),
            Recovering = services.Containers.Recovering,
            Warnings = [.. services.Containers.Warnings, .. images is Fault fault ? [$"The image store: {fault.Message}"] : Array.Empty<string>()],
        };
    }

    /// <summary>os-release(5).</summary>
    private static string OperatingSystemName()
    {
        const string key = "PRETTY_NAME=";
        return File.Exists("/etc/os-release")
            && File.ReadLines("/etc/os-release").FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) is { } line
            ? line[key.Length..].Trim('"')
            : "Linux";
    }
}
