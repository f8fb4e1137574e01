using System.Buffers.Binary;
using System.Net.Sockets;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Transport;

public sealed partial class ServerConnection
{
    private static readonly TimeSpan GreetingTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HalfOpenProbe = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Reads until the client goes away or breaks the protocol (it is told why and let go), and hands each request to
    /// <paramref name="accept"/>, which must not block. A client that only shut down its sending side still gets its answers.
    /// </summary>
    public async Task RunAsync(Action<ServerCall> accept, CancellationToken cancellation)
    {
        try
        {
            await GreetAsync(cancellation).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false) is { } frame)
                await DispatchAsync(frame, accept).ConfigureAwait(false);
            await DrainAsync(cancellation).ConfigureAwait(false);
        }
        catch (ProtocolViolationException violation)
        {
            await FarewellAsync(violation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client went away, or the engine stops.
        }
        finally
        {
            Abandon();
        }
    }

    private async Task GreetAsync(CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(GreetingTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var ours = new Greeting(ProtocolLimits.Version, ProtocolLimits.ServerWindow, ProductVersion.Text);
        await writer.MessageAsync(FrameKind.Greeting, 0, ours.ToBytes(), either.Token).ConfigureAwait(false);
        var frame = await reader.ReadAsync(either.Token).ConfigureAwait(false) ?? throw new OperationCanceledException("The client left without a greeting.");
        var theirs = Greeting.Read(frame);
        if (theirs.Protocol != ProtocolLimits.Version)
            throw new ProtocolViolationException($"This engine ({ProductVersion.Text}) speaks protocol {ProtocolLimits.Version}, the client ({theirs.Version}) {theirs.Protocol}.", 0, FaultCode.NotSupported);
        (ClientVersion, PeerWindow, reader.Greeted) = (theirs.Version, theirs.Window, true);
    }

    private async ValueTask DispatchAsync(Frame frame, Action<ServerCall> accept)
    {
        if (frame.Kind == FrameKind.Request)
        {
            if (Open(frame, out var fault) is { } opened) accept(opened);
            else await ReplyAsync(frame.Stream, fault!).ConfigureAwait(false);
            return;
        }

        ServerCall? call;
        lock (gate) call = calls.GetValueOrDefault(frame.Stream);
        if (frame.Kind is FrameKind.Greeting or FrameKind.Reply) throw new ProtocolViolationException($"A client sends no {frame.Kind} frame here.", frame.Stream);
        // What was on its way when the call ended is no error.
        if (call is null) return;
        switch (frame.Kind)
        {
            case FrameKind.Data when !frame.Payload.IsEmpty:
                Add(call, new StreamElement.Data(frame.Payload.Span[0], frame.Payload[1..].ToArray()), frame.Cost);
                break;
            case FrameKind.Item:
                await AddItemAsync(call, frame).ConfigureAwait(false);
                break;
            case FrameKind.Credit when frame.Payload.Length == 4 && BinaryPrimitives.ReadInt32LittleEndian(frame.Payload.Span) >= 0:
                call.Credit.Grant(BinaryPrimitives.ReadInt32LittleEndian(frame.Payload.Span));
                break;
            case FrameKind.HalfClose:
                call.Inbox.Complete();
                break;
            case FrameKind.Cancel:
                Forget(call);
                if (call.Cancel()) Release();
                break;
            default:
                throw new ProtocolViolationException($"The {frame.Kind} frame is malformed.", frame.Stream);
        }
    }

    private ServerCall? Open(Frame frame, out Fault? fault)
    {
        if (frame.Stream == 0) throw new ProtocolViolationException("Stream 0 takes no requests.");
        fault = null;
        IMessage request;
        try
        {
            request = MessageFrame.Decode(frame.Payload.Span);
        }
        catch (MessageFormatException error)
        {
            fault = error.ToFault();
            return null;
        }

        lock (gate)
        {
            if (calls.ContainsKey(frame.Stream)) throw new ProtocolViolationException($"Stream {frame.Stream} is in use.", frame.Stream);
            if (unanswered >= ProtocolLimits.StreamsInFlight)
            {
                fault = new Fault(FaultCode.Overloaded, $"{ProtocolLimits.StreamsInFlight} requests are in flight on this connection; wait for one to end.");
                return null;
            }

            var call = new ServerCall(this, frame.Stream, request);
            calls.Add(frame.Stream, call);
            unanswered++;
            return call;
        }
    }

    private static void Add(ServerCall call, StreamElement element, int cost)
    {
        if (!call.Inbox.TryAdd(element, cost)) throw new ProtocolViolationException("More was sent than there was credit for.", call.Id);
    }

    private static async ValueTask AddItemAsync(ServerCall call, Frame frame)
    {
        Fault fault;
        try
        {
            var message = MessageFrame.Decode(frame.Payload.Span);
            if (message is IItem item)
            {
                Add(call, new StreamElement.Item(item), frame.Cost);
                return;
            }

            fault = new Fault(FaultCode.InvalidArgument, $"{MessageCodec.ManifestOf(message)} is no element of a stream.");
        }
        catch (MessageFormatException error)
        {
            fault = error.ToFault();
        }

        await call.ReplyAsync(fault).ConfigureAwait(false);
    }

    /// <summary>The client sends no more: waits for its answers, and notices when it has left altogether.</summary>
    private async Task DrainAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (unanswered == 0) return;
            foreach (var call in calls.Values) call.Inbox.Complete();
        }

        using var probe = new PeriodicTimer(HalfOpenProbe, time);
        var next = Task.FromResult(true);
        do
        {
            if (HasLeft()) return;
            if (next.IsCompleted) next = probe.WaitForNextTickAsync(cancellation).AsTask();
        }
        while (await Task.WhenAny(drained.Task, next).ConfigureAwait(false) == next);
    }

    /// <summary>POLLHUP: both directions are closed, unlike after a shutdown of the client's sending side alone.</summary>
    private bool HasLeft()
    {
        var entry = new PollEntry((int)socket.Handle, PollEvents.None);
        return Poll.Wait(new Span<PollEntry>(ref entry), 0) > 0;
    }

    private async Task FarewellAsync(ProtocolViolationException violation)
    {
        try
        {
            await ReplyAsync(0, violation.ToFault()).AsTask().WaitAsync(GreetingTimeout, time).ConfigureAwait(false);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException or TimeoutException)
        {
            // It cannot be told any more.
        }
    }
}
