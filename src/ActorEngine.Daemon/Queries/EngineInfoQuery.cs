using ActorEngine.Contracts;
using ActorEngine.LogDrivers;
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
