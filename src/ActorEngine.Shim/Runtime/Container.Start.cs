using ActorEngine.Linux;
using ActorEngine.Shim.Exec;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Runtime;

/// <summary>Bringing the container up.</summary>
internal sealed partial class Container
{
    /// <summary>Runs or creates the container; answers later, with <see cref="Started"/> or <see cref="StartFailed"/>.</summary>
    public void Start(RuntimeCall call, bool createOnly, Action<Started?, StartFailed?> done)
    {
        Require(State == ShimState.Configured, "the container was started before");
        ExecRecords.Clear();
        stdio!.Open();
        RuntimeFiles.Remove(call.PidFile);
        long logStart = RuntimeFiles.Length(call.LogFile);
        State = ShimState.Starting;
        host.Reaper.BeginStart();
        try
        {
            runtimeCall = host.Children.Start(call.Arguments, call.Environment, ended =>
            {
                (Started? started, StartFailed? failed) = OnStartEnded(call, logStart, createOnly, ended);
                if (failed is null) Answer();
                else new Strays(host).End(Answer);

                void Answer()
                {
                    done(started, failed);
                    // Only now may an init that ended at once be noticed: the answer goes first.
                    host.Reaper.EndStart();
                }
            }, stdio.ForRuntime());
        }
        catch
        {
            stdio.Close();
            State = ShimState.Configured;
            host.Reaper.EndStart();
            throw;
        }
        finally
        {
            stdio.CloseRuntimeSide();
        }
    }

    /// <summary>Runs the program of a created container.</summary>
    public void StartCreated(RuntimeCall call, Action<Started?, StartFailed?> done)
    {
        Require(State == ShimState.Created, "there is no created container");
        long logStart = RuntimeFiles.Length(call.LogFile);
        HelperRun.Start(host.Loop, host.Children, new RunHelper(call.Arguments, call.Environment, 0), host.Scratch, helper =>
        {
            if (helper is { Code: 0, Signal: 0 })
            {
                if (State == ShimState.Created) State = ShimState.Running;
                done(new Started(init?.Pid ?? exit?.Pid ?? 0, startTime), null);
                return;
            }

            int code = helper.Signal == 0 ? helper.Code : 128 + helper.Signal;
            done(null, new StartFailed(code, RuntimeFiles.ReadFrom(call.LogFile, logStart), helper.Output));
        });
    }

    private (Started? Started, StartFailed? Failed) OnStartEnded(RuntimeCall call, long logStart, bool createOnly, ProcessExit? ended)
    {
        runtimeCall = null;
        int code = ended?.ShellCode ?? 255;
        int pid = code == 0 ? RuntimeFiles.ReadPid(call.PidFile) : 0;
        FileDescriptor? pidfd = pid > 0 ? Pidfd.TryOpen(pid, out _) : null;
        if (pidfd is null)
        {
            State = ShimState.Configured;
            string output = stdio!.TakeFailure();
            stdio.Close();
            return (null, new StartFailed(code, RuntimeFiles.ReadFrom(call.LogFile, logStart), output));
        }

        stdio!.Begin();
        Begin(pid, pidfd, ProcessTable.StartTime(pid) ?? 0, createOnly ? ShimState.Created : ShimState.Running);
        return (new Started(pid, startTime), null);
    }
}
