using ActorEngine.Linux;
using ActorEngine.Shim.Loop;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Log;
using ActorEngine.Shim.Wire;

namespace ActorEngine.Shim.Exec;

/// <summary>
/// One exec session. Its output waits in the pipes until a client attaches, flows at that client's pace, and is dropped once it has gone.
/// The exit is told at once; on the attachment it follows the last output.
/// </summary>
internal sealed class ExecSession(ShimHost host, string id, ExecStdio stdio)
{
    private WatchedProcess? process;
    private Connection? attachment;
    private bool exitSent;

    public string Id => id;

    public int Pid { get; private set; }

    public bool HasStarted => Pid > 0;

    public ExecExited? Exit { get; private set; }

    public ExecStdio Stdio => stdio;

    public void Begin(int pid, FileDescriptor? pidfd, ProcessExit? already)
    {
        Pid = pid;
        stdio.Begin(this);
        if (pidfd is not null) process = new WatchedProcess(host.Loop, host.Reaper, pid, pidfd, OnExit);
        else OnExit(already);
    }

    /// <summary>Goes on with a session of an earlier shim.</summary>
    public void Adopt(ExecRecord record)
    {
        Pid = record.Pid;
        FileDescriptor? pidfd = record.Exit is null ? Pidfd.TryOpen(record.Pid, out _) : null;
        // Opened first, checked after: a pid used again shows another start time.
        bool same = pidfd is not null && ProcessTable.StartTime(record.Pid) == record.StartTime;
        if (record.Exit is not null) Tell(record.Exit);
        else if (same) process = new WatchedProcess(host.Loop, host.Reaper, record.Pid, pidfd!, OnExit);
        else OnExit(null);
        if (!same) pidfd?.Dispose();
    }

    public Errno Signal(int signal) => process?.Signal(signal) ?? Errno.ESRCH;

    public bool TryAttach(Connection client)
    {
        if (attachment is not null) return false;
        attachment = client;
        return true;
    }

    /// <summary>After the answer to the attach: output may flow.</summary>
    public void Flow()
    {
        stdio.Watch();
        if (Exit is not null) stdio.PumpAll();
        FinishIfDry();
    }

    public void Detached(Connection client)
    {
        if (attachment != client) return;
        attachment = null;
        exitSent = true;
        // Nobody is left to type: a program that reads must not wait for ever.
        stdio.Stdin?.End();
        stdio.StartDropping();
    }

    /// <summary>Whether the attached client takes more now.</summary>
    public bool HasRoom => attachment is { HasRoomForData: true };

    public void Deliver(OutputKind stream, ReadOnlySpan<byte> data) => attachment?.SendOutput((byte)stream, data);

    /// <summary>The last output was read after the exit: the attachment can be told.</summary>
    public void FinishIfDry()
    {
        if (Exit is null || attachment is null || exitSent || !stdio.IsDry) return;
        exitSent = true;
        Connection client = attachment;
        attachment = null;
        stdio.Close();
        client.FinishAttachment(Exit);
    }

    public string TakeFailure() => stdio.TakeFailure(host.Scratch);

    /// <summary>Nobody will ask for it again; an attachment still gets the rest.</summary>
    public void Release()
    {
        if (attachment is null) stdio.Close();
    }

    private void OnExit(ProcessExit? ended)
    {
        process = null;
        ProcessExit known = ended.GetValueOrDefault();
        var exit = new ExecExited(id, ended is not null, known.Code, known.Signal, Clock.RealTime);
        ExecRecords.End(exit);
        stdio.ProcessEnded();
        Tell(exit);
        if (attachment is not null) stdio.PumpAll();
        FinishIfDry();
    }

    private void Tell(ExecExited exit)
    {
        Exit = exit;
        host.Clients.Notify(exit);
    }
}
