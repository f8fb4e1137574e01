using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Stats;

/// <summary>What one container used at one moment.</summary>
internal sealed record Sample(DateTimeOffset Time, int Run, CgroupUsage Usage, NetworkUse Network)
{
    /// <summary>Percent of one CPU used since an earlier sample of the same run, else since the start.</summary>
    public double CpuPercentSince(Sample? earlier, DateTimeOffset? startedAt)
    {
        var (cpu, time) = earlier is not null && earlier.Run == Run ? (earlier.Usage.CpuNanoseconds, earlier.Time) : (0L, startedAt ?? Time);
        double nanoseconds = (Time - time).TotalNanoseconds;
        return nanoseconds <= 0 ? 0 : Math.Max(0, (Usage.CpuNanoseconds - cpu) / nanoseconds * 100);
    }

    public ContainerStats ToStats(ContainerView view, Sample? earlier, long hostMemory) => new(view.Id, view.Summary.Name)
    {
        CpuNanoseconds = Usage.CpuNanoseconds,
        CpuPercent = Math.Round(CpuPercentSince(earlier, view.Summary.StartedAt), 2),
        MemoryBytes = Usage.MemoryBytes,
        MemoryLimit = Usage.MemoryLimit is { } limit && limit < hostMemory ? limit : hostMemory,
        NetworkReceivedBytes = Network.Received,
        NetworkSentBytes = Network.Sent,
        BlockReadBytes = Usage.BlockReadBytes,
        BlockWrittenBytes = Usage.BlockWrittenBytes,
        Pids = Usage.Pids,
    };
}

/// <summary>Bytes over all interfaces but the loopback.</summary>
internal readonly record struct NetworkUse(long Received, long Sent)
{
    /// <summary>Reads the text of /proc/PID/net/dev (proc_pid_net(5)).</summary>
    public static NetworkUse Parse(string text)
    {
        long received = 0, sent = 0;
        foreach (string line in text.Split('\n').Skip(2))
        {
            int colon = line.IndexOf(':');
            if (colon < 0 || line.AsSpan(0, colon).Trim() is "lo") continue;
            string[] fields = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 9) continue;
            received += long.Parse(fields[0]);
            sent += long.Parse(fields[8]);
        }

        return new NetworkUse(received, sent);
    }
}
