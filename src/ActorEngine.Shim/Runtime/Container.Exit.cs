using ActorEngine.Linux;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Runtime;

/// <summary>The end of the container: drain, record, tell.</summary>
internal sealed partial class Container
{
    /// <summary>The record is never held back longer than this by output that is still on its way.</summary>
    private const long DrainNanoseconds = 2_000_000_000;

    private const int RecordRetryMilliseconds = 1000;

    private void OnInitExit(ProcessExit? ended)
    {
        long finishedAt = Clock.RealTime;
        int pid = init!.Pid;
        init = null;
        // Also told when no notice came: the exit follows, and nobody looks again.
        TellKills();
        stdio!.BeginDrain();
        bool drained = Drain(DrainNanoseconds);
        ProcessExit known = ended.GetValueOrDefault();
        exit = new Exited(pid, ended is not null, known.Code, known.Signal, EndedByLackOfMemory(ended), finishedAt, drained, log!.Position) { OutOfMemoryKills = OutOfMemoryKills };
        State = ShimState.Exited;
        if (memoryNotice is not null) host.Loop.Forget(memoryNotice);
        WriteRecord();
        host.Clients.Notify(exit);
        if (!drained) host.Loop.After(1, FinishDrain);
    }

    // A slow disk is what takes time here: the pipes hold no more than their capacity.
    private bool Drain(long nanoseconds)
    {
        long deadline = Clock.Monotonic + nanoseconds;
        while (stdio!.DrainStep())
        {
            if (Clock.Monotonic > deadline) return false;
        }

        return true;
    }

    private void FinishDrain()
    {
        bool drained = Drain(DrainNanoseconds / 20);
        if (!drained)
        {
            host.Loop.After(1, FinishDrain);
            return;
        }

        exit = exit! with { Drained = true, LogEnd = log!.Position };
        WriteRecord();
        host.Clients.Notify(exit);
    }

    private void WriteRecord()
    {
        try
        {
            DurableFile.Replace(Settings!.ExitRecordPath, ExitRecord.Format(exit!), 0x180);
        }
        catch (LinuxException)
        {
            // The exit is told over the connections all the same; the record follows when the disk is back.
            host.Loop.After(RecordRetryMilliseconds, WriteRecord);
        }
    }
}
