using ActorEngine.Linux;
using ActorEngine.Shim.Log;
using ActorEngine.Shim.Loop;

namespace ActorEngine.Shim.Stdio;

/// <summary>Moves what the container writes, to a FIFO or a terminal, into the log.</summary>
internal sealed class OutputPump(PollLoop loop, FileDescriptor file, OutputKind kind, LogWriter log, NativeBuffer scratch) : Pollable(file)
{
    private const int ReadsPerTurn = 8, HangUpPause = 100, TerminalLimit = 1024 * 1024;

    private readonly bool isPipe = !Terminal.IsTerminal(file);
    private int left;
    private bool bursting;

    /// <inheritdoc />
    public override void OnReady(PollEvents ready)
    {
        for (int turn = 0; turn < ReadsPerTurn; turn++)
        {
            if (bursting && log.Move(kind, File, Pipe.Waiting(File)) > 0) continue;
            int count = File.TryRead(scratch.Span);
            if (count > 0)
            {
                log.Append(kind, scratch.Span[..count]);
                bursting = isPipe && count == scratch.Size;
                if (count == scratch.Size) continue;
                return;
            }

            // A terminal with nobody at its other side hangs up, but somebody may open it again.
            if (count != -(int)Errno.EAGAIN) Pause();
            return;
        }
    }

    /// <summary>
    /// Fixes how much is still to be emptied after the exit: what lies in the pipe now. Whoever else writes on is not waited for.
    /// </summary>
    public void BeginDrain() => left = isPipe ? Pipe.Waiting(File) : TerminalLimit;

    /// <summary>One step of emptying after the exit; false when nothing is left.</summary>
    public bool DrainStep()
    {
        if (File.IsClosed || left <= 0) return false;
        int count = File.TryRead(scratch.Span[..Math.Min(left, scratch.Size)]);
        if (count <= 0) return false;
        left -= count;
        log.Append(kind, scratch.Span[..count]);
        return true;
    }

    /// <summary>What a runtime that failed wrote instead of a container.</summary>
    public string TakeText(TailText tail)
    {
        for (int count; (count = File.TryRead(scratch.Span)) > 0;) tail.Add(scratch.Span[..count]);
        return tail.ToString();
    }

    public void Close()
    {
        loop.Forget(this);
        File.Dispose();
    }

    private void Pause()
    {
        loop.Forget(this);
        loop.After(HangUpPause, () =>
        {
            if (!File.IsClosed) loop.Watch(this);
        });
    }
}
