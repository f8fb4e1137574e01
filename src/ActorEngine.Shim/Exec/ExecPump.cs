using ActorEngine.Linux;
using ActorEngine.Shim.Log;
using ActorEngine.Shim.Loop;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Exec;

/// <summary>Moves one stream of an exec session to its attachment, no faster than that takes it.</summary>
internal sealed class ExecPump(PollLoop loop, FileDescriptor file, OutputKind kind, ExecSession session) : Pollable(file)
{
    private bool processEnded, ended, empty, dropping;

    /// <summary>At its end, or empty after the process has ended: whoever else holds the pipe is not waited for.</summary>
    public bool IsDry => ended || (processEnded && empty);

    public override PollEvents Wanted => dropping || session.HasRoom ? PollEvents.Read : PollEvents.None;

    public void Resume()
    {
        if (!ended) loop.Watch(this);
    }

    public void ProcessEnded()
    {
        processEnded = true;
        empty = false;
    }

    public void StartDropping()
    {
        dropping = true;
        Resume();
    }

    public override void OnReady(PollEvents ready)
    {
        Pump();
        session.FinishIfDry();
    }

    /// <summary>Moves what is there, as far as there is room.</summary>
    public void Pump()
    {
        Span<byte> data = stackalloc byte[Frames.MaxData];
        while (!ended && (dropping || session.HasRoom))
        {
            int count = File.TryRead(data);
            if (count == -(int)Errno.EAGAIN)
            {
                empty = true;
                return;
            }

            if (count <= 0)
            {
                // The end of a pipe; EIO at the end of a terminal.
                ended = true;
                loop.Forget(this);
                return;
            }

            if (!dropping) session.Deliver(kind, data[..count]);
        }
    }
}
