using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Daemon;

internal sealed partial class RemoteSessionActor
{
    private void OnFrame(SessionFrame frame)
    {
        // Bound to one actor: a frame of anybody else is not answered.
        if (!Sender.Path.Equals(settings.Client.Path))
        {
            edge.Audit(Entry("refused") with { Reason = $"a frame came from {Sender.Path.Address}" });
            return;
        }

        if (!numbers.Accept(frame))
        {
            End("messages were lost on the way", null);
            return;
        }

        misses = 0;
        try
        {
            Dispatch(frame);
        }
        catch (MessageFormatException error)
        {
            End("the client broke the protocol", error.ToFault());
        }
    }

    private void Dispatch(SessionFrame frame)
    {
        if (frame.Kind == SessionFrameKind.Close) End("the client closed it", null);
        else if (frame.Kind == SessionFrameKind.Request && !calls.ContainsKey(frame.Stream)) OnRequest(frame);
        else if (calls.TryGetValue(frame.Stream, out var call)) OnPart(call, frame);
    }

    private void OnPart(RemoteCall call, SessionFrame frame)
    {
        switch (frame.Kind)
        {
            case SessionFrameKind.Request when call.Parts.Add(frame) is { } whole:
                Begin(frame.Stream, whole);
                break;
            case SessionFrameKind.Data when !frame.Payload.IsEmpty:
                Add(call, new StreamElement.Data(frame.Payload.Span[0], frame.Payload[1..]), frame.Cost);
                break;
            case SessionFrameKind.Item:
                if (MessageFrame.Decode(frame.Payload.Span) is IItem item) Add(call, new StreamElement.Item(item), frame.Cost);
                break;
            case SessionFrameKind.Credit when SessionNumbers.ReadCredit(frame) is { } bytes:
                call.Credit.Grant(bytes);
                break;
            case SessionFrameKind.HalfClose:
                call.Inbox.Complete();
                break;
            case SessionFrameKind.Cancel:
                calls.Remove(call.Id);
                call.Cancel();
                break;
        }
    }

    private void OnRequest(SessionFrame frame)
    {
        if (frame.Stream <= lastId) throw new MessageFormatException(FaultCode.InvalidArgument, "A stream's number was used again.");
        lastId = frame.Stream;
        if (calls.Count >= edge.Streams)
        {
            Answer(frame.Stream, new Fault(FaultCode.Overloaded, $"{edge.Streams} requests are in flight in this session; wait for one to end."));
            return;
        }

        var arriving = new RemoteCall(Self, frame.Stream, Arriving.Instance);
        if (arriving.Parts.Add(frame) is { } whole) Begin(frame.Stream, whole);
        else calls.Add(frame.Stream, arriving);
    }

    private void Begin(uint stream, ReadOnlyMemory<byte> bytes)
    {
        calls.Remove(stream);
        IMessage asked;
        try
        {
            asked = MessageFrame.Decode(bytes.Span);
        }
        catch (MessageFormatException error)
        {
            Answer(stream, error.ToFault());
            return;
        }

        var (allowed, refused) = rules.Check(asked);
        if (refused is { Code: FaultCode.PermissionDenied })
            edge.Audit(Entry("refused") with { Request = MessageCodec.ManifestOf(asked), Object = AuditObject.Of(asked), Reason = refused.Message });
        else if (refused is null && asked is ICommand && !edge.Audit(Entry("accepted") with { Request = MessageCodec.ManifestOf(asked), Object = AuditObject.Of(asked) }))
            refused = new Fault(FaultCode.Overloaded, "The audit log takes no lines at present, and nothing is done unrecorded.");
        if (refused is not null)
        {
            Answer(stream, refused);
            return;
        }

        var call = new RemoteCall(Self, stream, allowed!);
        calls.Add(stream, call);
        order.Add(call);
    }

    private void Await(ContainerReference container)
    {
        edge.AwaitRecovery(container, Self);
        // Should the container subsystem stop meanwhile.
        Timers.StartSingleTimer(nameof(RecoveryAwaited), new RecoveryAwaited(), edge.RecoveryPatience);
    }

    private void OnRecoveryAwaited()
    {
        Timers.Cancel(nameof(RecoveryAwaited));
        order.Awaited();
    }

    private void OnOutput(RemoteCall.CallOutput output)
    {
        var call = output.Call;
        if (!calls.TryGetValue(call.Id, out var known) || known != call) return;
        foreach (var frame in numbers.StampMessage(call.Id, output.Kind, output.Payload)) settings.Client.Tell(frame, Self);
        if (output.Kind == SessionFrameKind.Reply) calls.Remove(call.Id);
    }

    private void Answer(uint stream, IReply reply)
    {
        foreach (var frame in numbers.StampMessage(stream, SessionFrameKind.Reply, MessageFrame.Encode(reply))) settings.Client.Tell(frame, Self);
    }

    private static void Add(RemoteCall call, StreamElement element, int cost)
    {
        if (!call.Inbox.TryAdd(element, cost)) throw new MessageFormatException(FaultCode.InvalidArgument, "More was sent than there was credit for.");
    }

    /// <summary>Stands for a request of which parts are still to come.</summary>
    private sealed record Arriving : IMessage
    {
        public static readonly Arriving Instance = new();
    }
}
