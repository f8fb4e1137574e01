using ActorEngine.Contracts;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Node;

/// <summary>The engine and its host as SystemInfo shows them.</summary>
internal static class InfoResource
{
    public static Fields Of(EngineInfo engine, ApiVersion version)
    {
        var fields = new Fields
        {
            ["ID"] = engine.Id,
            ["Containers"] = engine.Containers,
            ["ContainersRunning"] = engine.Running,
            ["ContainersPaused"] = engine.Paused,
            ["ContainersStopped"] = engine.Stopped,
            ["Images"] = engine.Images,
            ["Driver"] = "overlayfs",
            ["DriverStatus"] = new List<List<string>> { new(["Backing Filesystem", engine.StateFileSystem]), new(["Supports d_type", "true"]), new(["Native Overlay Diff", "true"]) },
            ["Plugins"] = new Fields
            {
                ["Volume"] = engine.VolumeDrivers,
                ["Network"] = engine.NetworkDrivers,
                ["Authorization"] = null,
                ["Log"] = engine.LogDrivers,
            },
        };
        AddLimits(fields, engine, version);
        fields["Debug"] = false;
        fields["NFd"] = engine.OpenFiles;
        fields["NGoroutines"] = engine.Threads;
        fields["SystemTime"] = Human.Rfc3339(engine.Now);
        fields["LoggingDriver"] = engine.DefaultLogDriver;
        fields["CgroupDriver"] = "cgroupfs";
        fields["CgroupVersion"] = engine.CgroupVersion == "v2" ? "2" : "1";
        fields["NEventsListener"] = 0;
        fields["KernelVersion"] = engine.KernelVersion;
        fields["OperatingSystem"] = engine.OperatingSystem;
        fields["OSVersion"] = "";
        fields["OSType"] = "linux";
        fields["Architecture"] = Architectures.Machine(engine.Architecture);
        fields["IndexServerAddress"] = "https://index.docker.io/v1/";
        fields["RegistryConfig"] = RegistryResource.Of(engine, version);
        fields["NCPU"] = engine.Cpus;
        fields["MemTotal"] = engine.MemoryBytes;
        fields["GenericResources"] = null;
        fields["DockerRootDir"] = engine.StateDirectory;
        fields["HttpProxy"] = Masked(engine.HttpProxy);
        fields["HttpsProxy"] = Masked(engine.HttpsProxy);
        fields["NoProxy"] = engine.NoProxy;
        fields["Name"] = engine.Name;
        fields["Labels"] = new List<string>();
        fields["ExperimentalBuild"] = false;
        fields["ServerVersion"] = engine.Version;
        AddRuntimes(fields, engine, version);
        fields["SecurityOptions"] = SecurityOptions(engine, version);
        fields["ProductLicense"] = "";
        fields["DefaultAddressPools"] = engine.AddressPools.Select(pool => new Fields { ["Base"] = pool.Base, ["Size"] = pool.Size }).ToList();
        if (version.Has(1, 49)) fields["FirewallBackend"] = new Fields { ["Driver"] = "nftables" };
        if (version.Has(1, 44)) fields["CDISpecDirs"] = new List<string>();
        if (version.Has(1, 50)) fields["DiscoveredDevices"] = new List<Fields>();
        fields["Warnings"] = engine.Warnings.Count > 0 ? engine.Warnings : null;
        return fields;
    }

    private static void AddLimits(Fields fields, EngineInfo engine, ApiVersion version)
    {
        bool Has(string limit) => !engine.MissingLimits.Contains(limit);
        fields["MemoryLimit"] = Has("memory");
        fields["SwapLimit"] = Has("memory") && Has("swap");
        if (!version.Has(1, 42)) fields["KernelMemory"] = false;
        if (!version.Has(1, 52)) fields["KernelMemoryTCP"] = false;
        fields["CpuCfsPeriod"] = Has("cpu");
        fields["CpuCfsQuota"] = Has("cpu");
        fields["CPUShares"] = Has("cpu");
        fields["CPUSet"] = Has("cpuset");
        fields["PidsLimit"] = Has("pids");
        fields["OomKillDisable"] = Has("memory") && Has("oom-kill-disable");
        fields["IPv4Forwarding"] = engine.IpForwarding;
        if (version.Has(1, 50)) return;
        fields["BridgeNfIptables"] = false;
        fields["BridgeNfIp6tables"] = false;
    }

    private static void AddRuntimes(Fields fields, EngineInfo engine, ApiVersion version)
    {
        var runtimes = Fields.Empty();
        foreach (var runtime in engine.Runtimes.Where(runtime => runtime.Note.Length == 0).OrderBy(runtime => runtime.Name, StringComparer.Ordinal))
        {
            var one = new Fields { ["path"] = runtime.Path };
            if (version.Has(1, 44)) one["status"] = new Fields { ["org.opencontainers.runtime-spec.features"] = "{}" };
            runtimes[runtime.Name] = one;
        }

        fields["Runtimes"] = runtimes;
        fields["DefaultRuntime"] = engine.DefaultRuntime;
        fields["Swarm"] = new Fields
        {
            ["NodeID"] = "",
            ["NodeAddr"] = "",
            ["LocalNodeState"] = "inactive",
            ["ControlAvailable"] = false,
            ["Error"] = "",
            ["RemoteManagers"] = null,
        };
        fields["LiveRestoreEnabled"] = true;
        fields["Isolation"] = "";
        fields["InitBinary"] = engine.InitProgram.Length > 0 ? Path.GetFileName(engine.InitProgram) : "";
        fields["ContainerdCommit"] = Commit("", version);
        fields["RuncCommit"] = Commit(engine.Runtimes.FirstOrDefault(runtime => runtime.Name == engine.DefaultRuntime)?.Version ?? "", version);
        fields["InitCommit"] = Commit("", version);
    }

    private static Fields Commit(string id, ApiVersion version) => version.Has(1, 49) ? new() { ["ID"] = id } : new() { ["ID"] = id, ["Expected"] = id };

    // Until 1.24 they were bare names.
    private static List<string> SecurityOptions(EngineInfo engine, ApiVersion version) => version.Has(1, 25)
        ? [.. engine.SecurityOptions.Select(option => "name=" + option)]
        : [.. engine.SecurityOptions.Select(option => option.Split(',')[0])];

    // A proxy's password is nobody's business.
    private static string Masked(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0 ? address.Replace(uri.UserInfo + "@", "xxxxx:xxxxx@") : address;
}
