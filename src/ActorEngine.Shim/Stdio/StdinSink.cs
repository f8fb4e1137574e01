using ActorEngine.Linux;
using ActorEngine.Shim.Loop;

namespace ActorEngine.Shim.Stdio;

/// <summary>Somebody who waits until stdin takes more.</summary>
internal interface IStdinWriter
{
    void ResumeStdin();
}

/// <summary>
/// A process's stdin: a pipe's write end, or a terminal's master. Takes what fits; writers that found it full are held back
/// and resumed in turn. Once closed it swallows everything.
/// </summary>
internal sealed class StdinSink(PollLoop loop, FileDescriptor file, bool ownsFile, bool isTerminal) : Pollable(file)
{
    private readonly Queue<IStdinWriter> held = new();

    public bool IsOpen { get; private set; } = true;

    public override PollEvents Wanted => held.Count > 0 ? PollEvents.Write : PollEvents.None;

    /// <summary>Bytes taken; all when nobody will ever read them.</summary>
    public int Write(ReadOnlySpan<byte> data)
    {
        int taken = 0;
        while (IsOpen && taken < data.Length)
        {
            int count = File.TryWrite(data[taken..]);
            if (count == -(int)Errno.EAGAIN) return taken;
            if (count <= 0) Shut();
            else taken += count;
        }

        return data.Length;
    }

    /// <summary>Calls the writer back once more can be taken.</summary>
    public void Hold(IStdinWriter writer)
    {
        held.Enqueue(writer);
        loop.Watch(this);
    }

    /// <summary>The reader gets an end after what was written. A terminal has no such thing.</summary>
    public void End()
    {
        if (!isTerminal) Shut();
    }

    public void Shut()
    {
        if (!IsOpen) return;
        IsOpen = false;
        loop.Forget(this);
        if (ownsFile) File.Dispose();
        ResumeHeld();
    }

    public override void OnReady(PollEvents ready)
    {
        if ((ready & PollEvents.Write) == 0) Shut();
        else ResumeHeld();
    }

    private void ResumeHeld()
    {
        for (int turns = held.Count; turns > 0; turns--) held.Dequeue().ResumeStdin();
        if (held.Count == 0) loop.Forget(this);
    }
}
