using ActorEngine.Linux;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Runtime;

namespace ActorEngine.Shim.Wire;

/// <summary>What each request does.</summary>
internal sealed partial class Connection
{
    private void HandleRequest(FrameKind kind, uint request, ReadOnlySpan<byte> payload)
    {
        switch (kind)
        {
            case FrameKind.Hello: Greet(request, Read<Hello>(payload)); break;
            case FrameKind.Configure: host.Container.Configure(Read<ShimSettings>(payload)); SendDone(request); break;
            case FrameKind.Start: host.Container.Start(Read<Start>(payload).Call, createOnly: false, StartReply(request)); break;
            case FrameKind.Create: host.Container.Start(Read<Create>(payload).Call, createOnly: true, StartReply(request)); break;
            case FrameKind.StartCreated: host.Container.StartCreated(Read<StartCreated>(payload).Call, StartReply(request)); break;
            case FrameKind.Adopt: AdoptContainer(request, Read<Adopt>(payload)); break;
            case FrameKind.Signal: Signal(request, Read<SignalContainer>(payload)); break;
            case FrameKind.Resize: ResizeTerminal(request, Read<Resize>(payload)); break;
            case FrameKind.Exec: host.Execs.Start(Read<Protocol.Exec>(payload), ExecReply(request)); break;
            case FrameKind.ExecAttach: Attach(request, Read<ExecAttach>(payload)); break;
            case FrameKind.ExecList: Send(request, host.Execs.List()); break;
            case FrameKind.ExecAcknowledge: host.Execs.Acknowledge(Read<ExecAcknowledge>(payload).Id); SendDone(request); break;
            case FrameKind.ExecSignal: SignalExec(request, Read<ExecSignal>(payload)); break;
            case FrameKind.ExitAcknowledge: host.Container.AcknowledgeExit(); SendDone(request); break;
            case FrameKind.RunHelper:
                HelperRun.Start(host.Loop, host.Children, Read<RunHelper>(payload), host.Scratch, done => Send(request, done));
                break;
            case FrameKind.PassTerminal: PassTerminal(request); break;
            case FrameKind.Status: Send(request, host.Container.Report()); break;
            case FrameKind.Shutdown: Shutdown(request); break;
            default: throw new RequestFault(FaultCode.UnknownKind, "unknown kind of frame");
        }
    }

    private void Greet(uint request, Hello hello)
    {
        if (hello.Version == 0) throw new RequestFault(FaultCode.Version, "no common protocol version");
        greeted = true;
        Send(request, new Welcome(Frames.Version, host.Pid, host.StartTime, host.Container.Settings?.ContainerId ?? ""));
        if (!hello.Notifications || WantsNotifications) return;
        WantsNotifications = true;
        if (host.Container.OutOfMemoryKills > 0) Send(0, new OutOfMemory(host.Container.OutOfMemoryKills));
        foreach (ExecExited exit in host.Execs.PendingExits) Send(0, exit);
        if (host.Container.PendingExit is { } ended) Send(0, ended);
    }

    private Action<Started?, StartFailed?> StartReply(uint request) => (started, failed) =>
    {
        if (started is not null) Send(request, started);
        else Send(request, failed!);
    };

    private Action<ExecStarted?, StartFailed?> ExecReply(uint request) => (started, failed) =>
    {
        if (started is not null) Send(request, started);
        else Send(request, failed!);
    };

    private void AdoptContainer(uint request, Adopt adopt)
    {
        Started started = host.Container.Adopt(adopt, passed);
        passed = null;
        Send(request, started);
        host.Execs.Adopt();
    }

    private void Signal(uint request, SignalContainer signal)
    {
        if (host.Container.Settings is null) throw new RequestFault(FaultCode.Conflict, "the shim has no settings yet");
        Answer(request, signal.All ? host.Container.TrySignalAll(signal.Signal) : host.Container.TrySignal(signal.Signal), "kill");
    }

    private void SignalExec(uint request, ExecSignal signal) => Answer(request, host.Execs.Find(signal.Id).Signal(signal.Signal), "kill");

    private void ResizeTerminal(uint request, Resize size)
    {
        FileDescriptor? terminal = session is null ? host.Container.Stdio?.Terminal : session.Stdio.Terminal;
        if (terminal is null || terminal.IsClosed) throw new RequestFault(FaultCode.Conflict, "there is no terminal");
        Answer(request, Terminal.TryResize(terminal, new WindowSize(size.Columns, size.Rows)), "resize");
    }

    private void Attach(uint request, ExecAttach attach)
    {
        Exec.ExecSession found = host.Execs.Find(attach.Id);
        if (session is not null || !found.TryAttach(this)) throw new RequestFault(FaultCode.Conflict, "a client is attached already");
        session = found;
        SendDone(request);
        found.Flow();
    }

    private void PassTerminal(uint request)
    {
        FileDescriptor? terminal = host.Container.Stdio?.Terminal;
        if (terminal is null || terminal.IsClosed) throw new RequestFault(FaultCode.NotFound, "the container has no terminal");
        if (output.Length > 0) throw new RequestFault(FaultCode.Limit, "take what was sent before first");
        writer.Clear();
        if (DescriptorPassing.TrySend(File, writer.Write(FrameKind.Terminal, request), terminal) != Frames.HeaderSize) Close();
    }

    private void Shutdown(uint request)
    {
        if (!host.MayEnd) throw new RequestFault(FaultCode.Conflict, "the container runs, or its end was not acknowledged");
        SendDone(request);
        host.End();
    }

    private void Answer(uint request, Errno error, string what)
    {
        if (error == Errno.None) SendDone(request);
        else if (error == Errno.ESRCH) throw new RequestFault(FaultCode.NotFound, "no such process");
        else throw new LinuxException(error, what);
    }
}
