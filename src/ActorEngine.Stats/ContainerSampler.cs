using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;

namespace ActorEngine.Stats;

/// <summary>Reads the kernel's counters of containers.</summary>
internal sealed class ContainerSampler(CgroupLayout layout, TimeProvider time)
{
    /// <summary>The host's memory in bytes.</summary>
    public long HostMemory { get; } = ReadHostMemory();

    /// <summary>One sample of each container whose control group exists.</summary>
    public Dictionary<ContainerId, Sample> Take(IReadOnlyList<ContainerView> containers)
    {
        var samples = new Dictionary<ContainerId, Sample>(containers.Count);
        foreach (var view in containers)
        {
            if (view.Inspection.CgroupPath.Length == 0) continue;
            if (Cgroup.Open(layout, view.Inspection.CgroupPath).ReadUsage() is not { } usage) continue;
            samples[view.Id] = new Sample(time.GetUtcNow(), view.Run, usage, ReadNetwork(view));
        }

        return samples;
    }

    private static NetworkUse ReadNetwork(ContainerView view)
    {
        int pid = view.Inspection.State.Pid;
        if (pid == 0 || view.Inspection.Settings.Network == "host") return default;
        try
        {
            return NetworkUse.Parse(File.ReadAllText($"/proc/{pid}/net/dev"));
        }
        catch (IOException)
        {
            // The container ended between two reads.
            return default;
        }
    }

    internal static long ReadHostMemory()
    {
        foreach (string line in File.ReadLines("/proc/meminfo"))
            if (line.StartsWith("MemTotal:", StringComparison.Ordinal) && long.TryParse(line["MemTotal:".Length..].Replace("kB", ""), out long kilobytes))
                return kilobytes * 1024;
        return 0;
    }
}
