using ActorEngine.Linux;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Runtime;

namespace ActorEngine.Shim.Exec;

/// <summary>All exec sessions: starting, finding, forgetting.</summary>
internal sealed class ExecTable(ShimHost host)
{
    private const int MaxSessions = 200;

    private readonly Dictionary<string, ExecSession> sessions = [];

    public bool AnyRunning
    {
        get
        {
            foreach (ExecSession session in sessions.Values)
            {
                if (session.Exit is null) return true;
            }

            return false;
        }
    }

    /// <summary>Ends that nobody acknowledged.</summary>
    public IEnumerable<ExecExited> PendingExits
    {
        get
        {
            foreach (ExecSession session in sessions.Values)
            {
                if (session.Exit is not null) yield return session.Exit;
            }
        }
    }

    public void Start(Protocol.Exec request, Action<ExecStarted?, StartFailed?> done)
    {
        if (host.Container.State != ShimState.Running) throw new RequestFault(FaultCode.Conflict, "the container is not running");
        if (sessions.ContainsKey(request.Id)) throw new RequestFault(FaultCode.Conflict, "an exec session of this name exists");
        if (sessions.Count >= MaxSessions) throw new RequestFault(FaultCode.Limit, "too many exec sessions");
        var stdio = new ExecStdio(host.Loop, request, host.Container.UserMapping);
        var session = new ExecSession(host, request.Id, stdio);
        sessions[request.Id] = session;
        host.Reaper.BeginExec();
        RuntimeFiles.Remove(request.Call.PidFile);
        long logStart = RuntimeFiles.Length(request.Call.LogFile);
        try
        {
            host.Children.Start(
                request.Call.Arguments, request.Call.Environment, ended => OnRuntimeEnded(session, request, logStart, ended, done), stdio.ForRuntime());
        }
        catch
        {
            Drop(session);
            host.Reaper.EndExec();
            throw;
        }
        finally
        {
            stdio.CloseRuntimeSide();
        }
    }

    /// <summary>Takes over what an earlier shim left: ends are told, how they were where the kernel still knows it; streams are gone.</summary>
    public void Adopt()
    {
        foreach (ExecRecord record in ExecRecords.Read())
        {
            var session = new ExecSession(host, record.Id, new ExecStdio(host.Loop));
            sessions[record.Id] = session;
            session.Adopt(record);
        }
    }

    public ExecSession Find(string id) =>
        sessions.TryGetValue(id, out ExecSession? session) && session.HasStarted
            ? session
            : throw new RequestFault(FaultCode.NotFound, "no exec session of this name");

    public void Acknowledge(string id)
    {
        ExecSession session = Find(id);
        if (session.Exit is null) throw new RequestFault(FaultCode.Conflict, "the exec session has not ended");
        sessions.Remove(id);
        session.Release();
        ExecRecords.Forget(id);
    }

    public ExecListed List()
    {
        List<ExecEntry> entries = [];
        foreach (ExecSession session in sessions.Values)
        {
            if (session.HasStarted) entries.Add(new ExecEntry(session.Id, session.Pid, session.Exit is null));
        }

        return new ExecListed(entries);
    }

    private void OnRuntimeEnded(ExecSession session, Protocol.Exec request, long logStart, ProcessExit? ended, Action<ExecStarted?, StartFailed?> done)
    {
        int code = ended?.ShellCode ?? 255;
        int pid = code == 0 ? RuntimeFiles.ReadPid(request.Call.PidFile) : 0;
        RuntimeFiles.Remove(request.Call.PidFile);
        if (pid <= 0)
        {
            string output = session.TakeFailure();
            Drop(session);
            host.Reaper.EndExec();
            done(null, new StartFailed(code, RuntimeFiles.ReadFrom(request.Call.LogFile, logStart), output));
            return;
        }

        ProcessExit? already = host.Reaper.TakeStranger(pid);
        FileDescriptor? pidfd = already is null ? Pidfd.TryOpen(pid, out _) : null;
        host.Reaper.EndExec();
        ExecRecords.Begin(session.Id, pid);
        done(new ExecStarted(session.Id, pid), null);
        session.Begin(pid, pidfd, already);
    }

    private void Drop(ExecSession session)
    {
        sessions.Remove(session.Id);
        session.Release();
    }
}
