using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;

namespace ActorEngine.Stats;

/// <summary>Reads all of the kernel's counters of one container, and the host's beside them. Thread-safe; it reads files of the kernel's, so not for actors' threads.</summary>
public sealed class CounterReader(CgroupLayout layout, TimeProvider time)
{
    private const long NanosecondsPerTick = 10_000_000;

    private readonly long hostMemory = ContainerSampler.ReadHostMemory();

    /// <summary>Null for a container that does not run.</summary>
    public KernelCounters? Read(ContainerView view)
    {
        if (view.Inspection.CgroupPath.Length == 0 || Cgroup.Open(layout, view.Inspection.CgroupPath).ReadCounters() is not { } counters) return null;
        // Close to the container's own time, lest the share is wrong.
        var (host, cpus) = ParseHostCpu(File.ReadAllText("/proc/stat"));
        return counters with
        {
            Time = time.GetUtcNow(),
            HostCpuNanoseconds = host,
            HostCpus = cpus,
            MemoryLimit = counters.MemoryLimit is > 0 and var limit && limit < hostMemory ? limit : hostMemory,
            Interfaces = Interfaces(view),
        };
    }

    /// <summary>Time of all CPUs, guests' left out since it is in the users' already, and how many there are (proc_stat(5)).</summary>
    internal static (long Nanoseconds, int Cpus) ParseHostCpu(string text)
    {
        long ticks = 0;
        int cpus = 0;
        foreach (string line in text.Split('\n'))
        {
            if (!line.StartsWith("cpu", StringComparison.Ordinal)) break;
            if (line[3] != ' ') cpus++;
            else ticks = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Sum(long.Parse);
        }

        return (ticks * NanosecondsPerTick, cpus);
    }

    /// <summary>The text of /proc/PID/net/dev (proc_pid_net(5)), without the loopback.</summary>
    internal static List<InterfaceCounters> ParseInterfaces(string text)
    {
        List<InterfaceCounters> interfaces = [];
        foreach (string line in text.Split('\n').Skip(2))
        {
            int colon = line.IndexOf(':');
            if (colon < 0 || line.AsSpan(0, colon).Trim() is "lo") continue;
            string[] fields = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 12) continue;
            long Field(int at) => long.Parse(fields[at]);
            interfaces.Add(new InterfaceCounters(line[..colon].Trim())
            {
                ReceivedBytes = Field(0),
                ReceivedPackets = Field(1),
                ReceiveErrors = Field(2),
                ReceiveDropped = Field(3),
                SentBytes = Field(8),
                SentPackets = Field(9),
                SendErrors = Field(10),
                SendDropped = Field(11),
            });
        }

        return interfaces;
    }

    private static List<InterfaceCounters> Interfaces(ContainerView view)
    {
        int pid = view.Inspection.State.Pid;
        if (pid == 0 || view.Inspection.Settings.Network == "host") return [];
        try
        {
            return ParseInterfaces(File.ReadAllText($"/proc/{pid}/net/dev"));
        }
        catch (IOException)
        {
            // The container ended between two reads.
            return [];
        }
    }
}
