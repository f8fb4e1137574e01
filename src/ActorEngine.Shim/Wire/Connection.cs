using ActorEngine.Linux;
using ActorEngine.Shim.Exec;
using ActorEngine.Shim.Loop;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Runtime;
using ActorEngine.Shim.Stdio;

namespace ActorEngine.Shim.Wire;

/// <summary>One client: its bytes in and out, its frames in order. What is wrong with it closes it, and nothing else.</summary>
internal sealed partial class Connection(ShimHost host, FileDescriptor socket) : Pollable(socket), IStdinWriter
{
    private const int InputSize = 1024, QueueLimit = 128 * 1024, DataRoom = 32 * 1024;

    private readonly FrameWriter writer = new();
    private readonly OutputQueue output = new(QueueLimit);
    private byte[] input = new byte[InputSize];
    private int filled, consumed;
    private FileDescriptor? passed;
    private ExecSession? session;
    private bool greeted, stdinHeld, closing, closed;
    private int stdinTaken;

    public bool WantsNotifications { get; private set; }

    /// <summary>Whether output may be added without piling up.</summary>
    public bool HasRoomForData => output.Length < DataRoom;

    public override PollEvents Wanted =>
        (stdinHeld || closing ? PollEvents.None : PollEvents.Read) | (output.Length > 0 ? PollEvents.Write : PollEvents.None);

    public override void OnReady(PollEvents ready)
    {
        if ((ready & PollEvents.Write) != 0) Flush();
        if (!closed && !closing && !stdinHeld && (ready & (PollEvents.Read | PollEvents.HangUp | PollEvents.Error)) != 0) Receive();
        else if (!closed && (ready & PollEvents.Error) != 0) Close();
    }

    /// <summary>Queues a message and sends what goes at once. A client that does not take its messages is let go.</summary>
    public void Send<T>(uint request, T message) where T : IShimMessage<T>
    {
        writer.Clear();
        writer.Write(request, message);
        Queue(writer.Written);
    }

    public void SendDone(uint request)
    {
        writer.Clear();
        writer.Write(FrameKind.Done, request);
        Queue(writer.Written);
    }

    public void SendOutput(byte stream, ReadOnlySpan<byte> data)
    {
        writer.Clear();
        Span<byte> payload = stackalloc byte[data.Length + 1];
        payload[0] = stream;
        data.CopyTo(payload[1..]);
        writer.WriteData(FrameKind.ExecOutput, 0, payload);
        Queue(writer.Written);
    }

    /// <summary>The last frame of an attachment; the connection ends once it is sent.</summary>
    public void FinishAttachment(ExecExited exit)
    {
        session = null;
        closing = true;
        Send(0, exit);
        if (!closed && output.Length == 0) Close();
    }

    /// <summary>Stdin takes more: goes on where it stopped.</summary>
    public void ResumeStdin()
    {
        if (closed) return;
        stdinHeld = false;
        HandleFrames();
    }

    private void Queue(ReadOnlySpan<byte> frame)
    {
        if (closed) return;
        if (!output.TryAdd(frame)) Close();
        else Flush();
    }

    private void Flush()
    {
        if (!output.TryFlush(File) || (closing && output.Length == 0))
        {
            Close();
            return;
        }

        if (session is not null && HasRoomForData) session.FinishIfDry();
    }

    private void Receive()
    {
        MakeRoom();
        int count = DescriptorPassing.TryReceive(File, input.AsSpan(filled), out FileDescriptor[] received);
        foreach (FileDescriptor descriptor in received)
        {
            passed?.Dispose();
            passed = descriptor;
        }

        if (count == -(int)Errno.EAGAIN) return;
        if (count <= 0)
        {
            Close();
            return;
        }

        filled += count;
        HandleFrames();
    }

    // Grows to the frame that is arriving, and no further; shrinks back when it is done.
    private void MakeRoom()
    {
        ReadOnlySpan<byte> rest = input.AsSpan(consumed, filled - consumed);
        int needed = rest.Length >= 4 ? Math.Max(InputSize, Frames.FrameSize(rest)) : InputSize;
        byte[] target = needed == input.Length ? input : new byte[needed];
        rest.CopyTo(target);
        (input, filled, consumed) = (target, rest.Length, 0);
    }

    private void Close()
    {
        if (closed) return;
        closed = true;
        host.Loop.Forget(this);
        File.Dispose();
        passed?.Dispose();
        session?.Detached(this);
        session = null;
        host.Clients.Forget(this);
    }
}
