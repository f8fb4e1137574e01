using ActorEngine.Linux;
using ActorEngine.Shim.Loop;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Stdio;

namespace ActorEngine.Shim.Runtime;

/// <summary>One helper program: its output is kept, bounded, and it is killed when it takes too long.</summary>
internal sealed class HelperRun : Pollable
{
    private const int OutputLimit = 32 * 1024;

    private readonly PollLoop loop;
    private readonly NativeBuffer scratch;
    private readonly Action<HelperDone> done;
    private readonly TailText output = new(OutputLimit);
    private WatchedProcess? process;
    private bool timedOut;

    private HelperRun(PollLoop loop, FileDescriptor pipe, NativeBuffer scratch, Action<HelperDone> done) : base(pipe)
    {
        this.loop = loop;
        this.scratch = scratch;
        this.done = done;
    }

    public static void Start(PollLoop loop, RuntimeChild children, RunHelper request, NativeBuffer scratch, Action<HelperDone> done)
    {
        (FileDescriptor read, FileDescriptor write) = Pipe.Create();
        using FileDescriptor given = write;
        read.SetNonBlocking(true);
        var run = new HelperRun(loop, read, scratch, done);
        try
        {
            run.process = children.Start(
                request.Arguments, request.Environment, run.OnExit, new DescriptorMapping(write, 1), new DescriptorMapping(write, 2));
        }
        catch
        {
            read.Dispose();
            throw;
        }

        loop.Watch(run);
        if (request.TimeoutMilliseconds > 0) loop.After(request.TimeoutMilliseconds, run.OnTimeout);
    }

    public override void OnReady(PollEvents ready)
    {
        int count = File.TryRead(scratch.Span);
        if (count > 0) output.Add(scratch.Span[..count]);
        else if (count != -(int)Errno.EAGAIN) loop.Forget(this);
    }

    private void OnTimeout()
    {
        if (File.IsClosed) return;
        timedOut = true;
        process?.Signal(Signals.Kill);
    }

    private void OnExit(ProcessExit? exit)
    {
        for (int count; (count = File.TryRead(scratch.Span)) > 0;) output.Add(scratch.Span[..count]);
        loop.Forget(this);
        File.Dispose();
        ProcessExit known = exit.GetValueOrDefault();
        done(new HelperDone(known.Code, known.Signal, timedOut, output.ToString(), output.Truncated));
    }
}
