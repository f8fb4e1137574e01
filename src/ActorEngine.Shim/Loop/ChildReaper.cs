using ActorEngine.Linux;

namespace ActorEngine.Shim.Loop;

/// <summary>
/// Collects every child that ends: the runtime's calls, the container's processes, and orphans that came here because the shim
/// is a subreaper.
/// </summary>
internal sealed class ChildReaper
{
    private const int Remembered = 256;

    private readonly Dictionary<int, WatchedProcess> known = [];
    private readonly List<(int Pid, ProcessExit Exit)> strangers = [];
    private int starts, execs;

    public void Add(WatchedProcess process) => known[process.Pid] = process;

    public void Remove(WatchedProcess process) => known.Remove(process.Pid);

    public bool IsKnown(int pid) => known.ContainsKey(pid);

    /// <summary>
    /// A start is under way: nobody but known children is collected, so that the init, should it end at once, is still there to be asked.
    /// </summary>
    public void BeginStart() => starts++;

    public void EndStart()
    {
        starts--;
        Sweep();
    }

    /// <summary>An exec is under way: children that end before their pid is known are remembered.</summary>
    public void BeginExec() => execs++;

    public void EndExec()
    {
        if (--execs == 0) strangers.Clear();
    }

    /// <summary>How a process ended that nobody knew yet.</summary>
    public ProcessExit? TakeStranger(int pid)
    {
        int index = strangers.FindIndex(stranger => stranger.Pid == pid);
        if (index < 0) return null;
        ProcessExit exit = strangers[index].Exit;
        strangers.RemoveAt(index);
        return exit;
    }

    public void Sweep()
    {
        while (starts == 0 && Pidfd.TryReapAny(out int pid, out ProcessExit exit))
        {
            if (known.Remove(pid, out WatchedProcess? process))
            {
                process.Ended(exit);
                continue;
            }

            if (execs == 0) continue;
            strangers.RemoveAll(stranger => stranger.Pid == pid);
            if (strangers.Count == Remembered) strangers.RemoveAt(0);
            strangers.Add((pid, exit));
        }
    }
}
