using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>What both cgroup versions need for killing and for reading block I/O.</summary>
internal static class CgroupProcesses
{
    /// <summary>SIGKILL through a pidfd; a process that has gone is no error.</summary>
    public static void Kill(int pid)
    {
        using FileDescriptor? process = Pidfd.TryOpen(pid, out _);
        if (process is not null) Pidfd.TrySignal(process, 9);
    }

    /// <summary>Sums rbytes and wbytes of an <c>io.stat</c>: "8:0 rbytes=1 wbytes=2 rios=3 ...".</summary>
    public static (long Read, long Written) ParseIoStat(string text)
    {
        (long read, long written) = (0, 0);
        foreach (string field in text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (field.StartsWith("rbytes=", StringComparison.Ordinal)) read += long.Parse(field.AsSpan(7));
            else if (field.StartsWith("wbytes=", StringComparison.Ordinal)) written += long.Parse(field.AsSpan(7));
        }

        return (read, written);
    }

    /// <summary>Sums the Read and Write lines of a <c>blkio.throttle.io_service_bytes_recursive</c>: "8:0 Read 4096".</summary>
    public static (long Read, long Written) ParseServiceBytes(string text)
    {
        (long read, long written) = (0, 0);
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = line.Split(' ');
            if (fields.Length != 3 || !long.TryParse(fields[2], out long bytes)) continue;
            if (fields[1] == "Read") read += bytes;
            else if (fields[1] == "Write") written += bytes;
        }

        return (read, written);
    }
}
