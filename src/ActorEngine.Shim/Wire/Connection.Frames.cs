using ActorEngine.Linux;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Runtime;

namespace ActorEngine.Shim.Wire;

/// <summary>Taking frames apart and handing them on.</summary>
internal sealed partial class Connection
{
    private void HandleFrames()
    {
        try
        {
            while (!closed && !closing && !stdinHeld
                && Frames.TryRead(input.AsSpan(consumed, filled - consumed), out FrameKind kind, out uint request, out ReadOnlySpan<byte> payload, out int size))
            {
                Handle(kind, request, payload);
                if (!stdinHeld) consumed += size;
            }

            // A size out of bounds is noticed as soon as it is there.
            if (!closed && filled - consumed >= 4) Frames.FrameSize(input.AsSpan(consumed));
        }
        catch (ProtocolException)
        {
            Close();
        }
    }

    private void Handle(FrameKind kind, uint request, ReadOnlySpan<byte> payload)
    {
        try
        {
            if (!greeted && kind != FrameKind.Hello) throw new ProtocolException("no greeting");
            if (kind is FrameKind.Stdin or FrameKind.StdinClose) HandleStdin(kind, request, payload);
            else HandleRequest(kind, request, payload);
        }
        catch (RequestFault fault)
        {
            Send(request, new Fault(fault.Code, fault.Message));
        }
        catch (LinuxException failure)
        {
            Send(request, new Fault(FaultCode.System, failure.Message));
        }
    }

    private static T Read<T>(ReadOnlySpan<byte> payload) where T : IShimMessage<T>
    {
        var reader = new FrameReader(payload);
        return T.ReadFrom(ref reader);
    }

    private void HandleStdin(FrameKind kind, uint request, ReadOnlySpan<byte> payload)
    {
        Stdio.StdinSink? sink = session is null ? host.Container.Stdio?.Stdin : session.Stdio.Stdin;
        if (kind == FrameKind.StdinClose)
        {
            sink?.End();
            if (request != 0) SendDone(request);
            return;
        }

        if (sink is null) return;
        stdinTaken += sink.Write(payload[stdinTaken..]);
        if (stdinTaken < payload.Length)
        {
            stdinHeld = true;
            sink.Hold(this);
            return;
        }

        stdinTaken = 0;
    }
}
