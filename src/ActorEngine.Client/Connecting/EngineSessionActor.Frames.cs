using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Remote;

namespace ActorEngine.Client;

internal sealed partial class EngineSessionActor
{
    private void Standing()
    {
        Receive<SessionFrame>(OnFrame);
        Receive<OpenCall>(open =>
        {
            unsent.Enqueue(open.Call);
            SendWaiting();
        });
        Receive<SendPart>(OnPart);
        Receive<Beat>(_ => OnBeat());
        Receive<RecheckTrust>(_ =>
        {
            if (proof.DoubtNow() is { Length: > 0 } doubt) Distrust(doubt);
        });
        Receive<DisassociatedEvent>(lost =>
        {
            // What was on the way may be lost with the connection, and the engine may be another one now: a new session costs less than waiting for its silence.
            if (session.Path.Address.Equals(lost.RemoteAddress)) Over("the connection was lost", null);
        });
    }

    private void SendWaiting()
    {
        while (calls.Count < streams && unsent.TryDequeue(out var call))
        {
            if (call.HasEnded) continue;
            uint id = ++lastId;
            calls.Add(id, call);
            foreach (var frame in numbers.StampMessage(id, SessionFrameKind.Request, call.Encoded)) session.Tell(frame, Self);
            call.Opened(id, Self);
        }
    }

    private void OnPart(SendPart part)
    {
        if (!calls.TryGetValue(part.Call.Id, out var call) || call != part.Call) return;
        session.Tell(numbers.Stamp(call.Id, part.Kind, part.Payload), Self);
        if (part.Kind != SessionFrameKind.Cancel) return;
        calls.Remove(call.Id);
        SendWaiting();
    }

    private void OnBeat()
    {
        if (++misses >= MissesAllowed) Over("it is silent", null);
        else session.Tell(numbers.Stamp(0, SessionFrameKind.Ping), Self);
    }

    private void OnFrame(SessionFrame frame)
    {
        // Whoever else knows this address is not the engine's session.
        if (!Sender.Equals(session)) return;
        if (!numbers.Accept(frame))
        {
            Over("messages were lost on the way", null);
            return;
        }

        misses = 0;
        try
        {
            Dispatch(frame);
        }
        catch (MessageFormatException error)
        {
            Over($"it sent what this client does not understand: {error.Message}", null);
        }
    }

    private void Dispatch(SessionFrame frame)
    {
        if (frame.Kind == SessionFrameKind.Close)
        {
            var fault = frame.Payload.IsEmpty ? null : MessageFrame.Decode(frame.Payload.Span) as Fault;
            Over(fault?.Message ?? "the engine ended the session", fault is { Code: FaultCode.PermissionDenied } ? fault : null);
            return;
        }

        // What was on its way when the call ended is no error.
        if (!calls.TryGetValue(frame.Stream, out var call)) return;
        switch (frame.Kind)
        {
            case SessionFrameKind.Data when !frame.Payload.IsEmpty:
                Add(call, new StreamElement.Data(frame.Payload.Span[0], frame.Payload[1..]), frame.Cost);
                break;
            case SessionFrameKind.Item when call.Parts.Add(frame) is { } item:
                if (MessageFrame.Decode(item.Span) is IItem element) Add(call, new StreamElement.Item(element), item.Length + SessionLimits.FrameCost);
                break;
            case SessionFrameKind.Reply when call.Parts.Add(frame) is { } reply:
                calls.Remove(call.Id);
                call.End(MessageFrame.Decode(reply.Span) as IReply ?? new Fault(FaultCode.Internal, "The engine's answer is none."));
                SendWaiting();
                break;
            case SessionFrameKind.Credit when SessionNumbers.ReadCredit(frame) is { } bytes:
                call.Granted(bytes);
                break;
        }
    }

    private static void Add(EngineCall call, StreamElement element, int cost)
    {
        if (!call.Add(element, cost)) throw new MessageFormatException(FaultCode.InvalidArgument, "More was sent than there was credit for.");
    }
}
