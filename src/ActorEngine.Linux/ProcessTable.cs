using System.Text;

namespace ActorEngine.Linux;

/// <summary>What /proc says about a process. Pid and start time together name a process for as long as the machine is up.</summary>
public static class ProcessTable
{
    /// <summary>Start time in clock ticks since boot (field 22 of /proc/PID/stat, proc(5)); null when there is no such process.</summary>
    public static ulong? StartTime(int pid) => ReadStat(pid, 19) is { } text && ulong.TryParse(text, out ulong ticks) ? ticks : null;

    /// <summary>Processor time used so far, in clock ticks; null when there is no such process.</summary>
    public static ulong? ProcessorTime(int pid) =>
        ulong.TryParse(ReadStat(pid, 11), out ulong user) && ulong.TryParse(ReadStat(pid, 12), out ulong system) ? user + system : null;

    /// <summary>The parent's pid; null when there is no such process.</summary>
    public static int? Parent(int pid) => ReadStat(pid, 1) is { } text && int.TryParse(text, out int parent) ? parent : null;

    /// <summary>The process group, named by the pid that its leader has or had; null when there is no such process.</summary>
    public static int? Group(int pid) => ReadStat(pid, 2) is { } text && int.TryParse(text, out int group) ? group : null;

    /// <summary>True where a control group of the process (proc(5), /proc/PID/cgroup) has the name in its path.</summary>
    public static bool IsInCgroupOf(int pid, string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cgroup").Contains(name, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The one-letter state (R, S, D, Z ...); null when there is no such process.</summary>
    public static char? State(int pid) => ReadStat(pid, 0) is { Length: > 0 } text ? text[0] : null;

    /// <summary>Pids of this process's own children, zombies among them.</summary>
    public static IReadOnlyList<int> Children()
    {
        List<int> pids = [];
        foreach (string thread in Directory.GetDirectories("/proc/self/task"))
        {
            foreach (string pid in File.ReadAllText(thread + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)) pids.Add(int.Parse(pid));
        }

        return pids;
    }

    /// <summary>True when the pid still belongs to the process that started then and that process is not a zombie.</summary>
    public static bool IsRunning(int pid, ulong startTime) =>
        StartTime(pid) == startTime && State(pid) is not ('Z' or 'X' or null);

    /// <summary>
    /// How a zombie ended that need not be a child (field 52 of /proc/PID/stat); false when it was collected already, or this process may not know.
    /// </summary>
    public static bool TryGetZombieExit(int pid, FileDescriptor pidfd, out ProcessExit exit)
    {
        exit = default;
        if (State(pid) != 'Z' || !int.TryParse(ReadStat(pid, 49), out int status)) return false;
        exit = ProcessExit.FromWaitStatus(status);
        // Whoever may not know is shown a 0; the same right lets one open the namespace.
        if (status == 0 && !MayInspect(pid)) return false;
        // Still not collected, so the pid was its own all the while.
        return Pidfd.TrySignal(pidfd, 0) == Errno.None;
    }

    private static bool MayInspect(int pid)
    {
        using FileDescriptor? space = FileDescriptor.TryOpen($"/proc/{pid}/ns/user", OpenFlags.ReadOnly, 0, out _);
        return space is not null;
    }

    // Fields are counted after the command name, which may itself hold spaces and parentheses.
    private static string? ReadStat(int pid, int field)
    {
        using FileDescriptor? file = FileDescriptor.TryOpen($"/proc/{pid}/stat", OpenFlags.ReadOnly, 0, out _);
        if (file is null) return null;
        Span<byte> buffer = stackalloc byte[1024];
        int count = file.TryRead(buffer);
        if (count <= 0) return null;
        ReadOnlySpan<byte> rest = buffer[..count];
        rest = rest[Math.Min(rest.Length, rest.LastIndexOf((byte)')') + 2)..];
        for (int skipped = 0; skipped < field; skipped++)
        {
            int space = rest.IndexOf((byte)' ');
            if (space < 0) return null;
            rest = rest[(space + 1)..];
        }

        int end = rest.IndexOf((byte)' ');
        return Encoding.ASCII.GetString(end < 0 ? rest : rest[..end]);
    }
}
