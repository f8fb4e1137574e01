using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>
/// One container's control group, on whichever cgroup version the host has; the engine's own hand on what the runtime normally does.
/// Readers answer null once the group has gone; writers throw <see cref="LinuxException"/>.
/// </summary>
public abstract class Cgroup
{
    private protected Cgroup(string path) => Path = path;

    /// <summary>Path below the mount point of each hierarchy, as <c>cgroupsPath</c> has it.</summary>
    public string Path { get; }

    /// <summary>The directory of the group: the unified one, or that of the memory (else any) controller.</summary>
    public abstract string Directory { get; }

    /// <summary>The group at <paramref name="path"/>, whether it exists or not.</summary>
    public static Cgroup Open(CgroupLayout layout, string path)
    {
        string clean = "/" + path.Trim('/');
        return layout.Mode == CgroupMode.V2 ? new CgroupV2(layout.UnifiedMount!, clean) : new CgroupV1(layout, clean);
    }

    /// <summary>Paths of the groups directly below a parent, in any hierarchy: where leftovers are looked for.</summary>
    public static IReadOnlyCollection<string> List(CgroupLayout layout, string parent)
    {
        string clean = "/" + parent.Trim('/');
        IEnumerable<string> mounts = layout.UnifiedMount is null ? layout.Controllers.Values : layout.Controllers.Values.Append(layout.UnifiedMount);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string mount in mounts.Distinct())
        {
            if (!System.IO.Directory.Exists(mount + clean)) continue;
            foreach (string child in System.IO.Directory.EnumerateDirectories(mount + clean))
                found.Add(clean.TrimEnd('/') + "/" + System.IO.Path.GetFileName(child));
        }

        return found;
    }

    public abstract bool Exists { get; }

    /// <summary>Makes the group in every hierarchy. Harmless when it exists.</summary>
    public abstract void Create();

    /// <summary>Applies limits; null parts stay as they are. Device rules are the runtime's business and are left out.</summary>
    public abstract void Limit(ResourcesSpec resources);

    /// <summary>As <see cref="Limit"/>, answering the fault for what the kernel refuses.</summary>
    public Fault? TryLimit(ResourcesSpec resources)
    {
        try
        {
            Limit(resources);
            return null;
        }
        catch (LinuxException refused)
        {
            string file = System.IO.Path.GetFileName(refused.Subject ?? "");
            return refused.Errno switch
            {
                _ when !Exists => new Fault(FaultCode.Conflict, "The container is not running: its control group has gone."),
                Errno.EBUSY => new Fault(FaultCode.InvalidArgument, "The memory limit is below what the container uses and cannot free. Give a higher --memory.") { Field = "resources.memory" },
                Errno.ENOENT => new Fault(FaultCode.NotSupported, $"This host's control groups have no {file}; the limit cannot be set."),
                _ => new Fault(FaultCode.InvalidArgument, $"The kernel refuses this limit: {refused.Message}.") { Field = "resources" },
            };
        }
    }

    /// <summary>Makes the group where block I/O is weighed, and sets weights, before a runtime makes the rest of it.</summary>
    public abstract void Weigh(BlockIoSpec weights);

    /// <summary>As <see cref="Weigh"/>, answering the fault for what the kernel refuses.</summary>
    public Fault? TryWeigh(BlockIoSpec weights)
    {
        try
        {
            Weigh(weights);
            return null;
        }
        catch (LinuxException refused)
        {
            return new Fault(FaultCode.InvalidArgument, $"The kernel refuses a weight of block I/O: {refused.Message}. The device may have another scheduler than BFQ; leave the weight out.") { Field = "resources.blkioWeight" };
        }
    }

    /// <summary>Gives the group and all above it real-time scheduling, in microseconds of each period, where they have less; version 1 only. Groups below may then be given of it.</summary>
    public abstract void AllowRealtime(long runtime, long period);

    /// <summary>Moves a process into the group.</summary>
    public abstract void Join(int pid);

    /// <summary>Asks the kernel to stop (or go on with) all processes; see <see cref="IsFrozen"/> for the result.</summary>
    public abstract void Freeze(bool frozen);

    /// <summary>All processes are stopped.</summary>
    public abstract bool IsFrozen { get; }

    /// <summary>Sends SIGKILL to every process, also to those being made. They are gone once <see cref="ReadPids"/> is empty.</summary>
    public abstract void Kill();

    /// <summary>Processes in the group and in those below it.</summary>
    public abstract IReadOnlyCollection<int> ReadPids();

    /// <summary>How often the kernel killed a process of the group for want of memory; null when it cannot tell.</summary>
    public abstract long? ReadOomKills();

    /// <summary>What the group uses now; null when it has gone.</summary>
    public abstract CgroupUsage? ReadUsage();

    /// <summary>All that is counted of the group; null when it has gone. What is about the host and the network is left out.</summary>
    public abstract KernelCounters? ReadCounters();

    /// <summary>Removes the group everywhere; false while processes are in it.</summary>
    public abstract bool Remove();
}
