using System.Buffers.Binary;
using System.Net.Sockets;
using ActorEngine.Contracts;

namespace ActorEngine.Transport;

/// <summary>A client's connection to an engine; many requests may be in flight on it. Thread-safe.</summary>
public sealed partial class EngineConnection : IAsyncDisposable
{
    private readonly Socket socket;
    private readonly FrameReader reader;
    private readonly Lock gate = new();
    private readonly Dictionary<uint, EngineStream> streams = [];
    private EngineConnectionException? lost;
    private Task receiving = Task.CompletedTask;
    private uint lastId;
    private int inFlight;

    private EngineConnection(EngineEndpoint endpoint, Socket socket)
    {
        Endpoint = endpoint;
        this.socket = socket;
        reader = new FrameReader(socket, ProtocolLimits.ReplyBytes);
        Writer = new FrameWriter(socket);
    }

    /// <summary>Where the engine listens.</summary>
    public EngineEndpoint Endpoint { get; }

    /// <summary>The engine's product version.</summary>
    public string ServerVersion { get; private set; } = "";

    /// <summary>True once the connection has ended.</summary>
    public bool IsClosed => Volatile.Read(ref lost) is not null;

    /// <summary>Completes once the connection has ended.</summary>
    public Task Closed => receiving;

    /// <summary>Requests that the engine may count as in flight: neither answered nor, where they were cancelled, known to it as cancelled. Bounded by <see cref="ProtocolLimits.StreamsInFlight"/>.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    internal FrameWriter Writer { get; }

    internal int PeerWindow { get; private set; }

    /// <summary>Sends a command or query and returns its answer; a <see cref="Fault"/> is returned like any other. Data and items on the way are dropped.</summary>
    /// <exception cref="EngineConnectionLostException">The connection ended before the answer.</exception>
    public async Task<IReply> AskAsync(IMessage message, CancellationToken cancellation = default)
    {
        await using var stream = Open(message);
        await foreach (var element in stream.ReadAsync(cancellation).ConfigureAwait(false))
        {
            if (element is StreamElement.End end) return end.Reply;
        }

        throw new EngineConnectionLostException(Endpoint);
    }

    /// <summary>Sends a command or query whose answer is a stream, or that takes one.</summary>
    /// <exception cref="MessageFormatException">The message is not in the contract.</exception>
    /// <exception cref="EngineConnectionLostException">The connection has already ended.</exception>
    public EngineStream Open(IMessage message) =>
        new(this, Interlocked.Increment(ref lastId), MessageFrame.Encode(message));

    /// <summary>Ends the connection; the engine cancels what is still in flight.</summary>
    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        await receiving.ConfigureAwait(false);
    }

    internal void Register(EngineStream stream)
    {
        lock (gate)
        {
            if (lost is not null) throw lost;
            streams.Add(stream.Id, stream);
        }

        Interlocked.Increment(ref inFlight);
    }

    /// <summary>False where it was forgotten before.</summary>
    internal bool Forget(EngineStream stream)
    {
        lock (gate) return streams.Remove(stream.Id);
    }

    /// <summary>It takes up no room in the engine any more.</summary>
    internal void Release() => Interlocked.Decrement(ref inFlight);

    internal async ValueTask WriteAsync(Func<FrameWriter, ValueTask> write)
    {
        try
        {
            await write(Writer).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            throw Volatile.Read(ref lost) ?? new EngineConnectionLostException(Endpoint, error);
        }
    }

    private async Task ReceiveAsync()
    {
        EngineConnectionException reason;
        try
        {
            while (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false) is { } frame) Dispatch(frame);
            reason = Volatile.Read(ref lost) ?? new EngineConnectionLostException(Endpoint);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            reason = new EngineConnectionLostException(Endpoint, error);
        }
        catch (Exception error) when (error is ProtocolViolationException or MessageFormatException)
        {
            reason = new EngineProtocolException($"The engine at {Endpoint} broke the protocol: {error.Message}", error);
            socket.Dispose();
        }

        EngineStream[] open;
        lock (gate)
        {
            lost ??= reason;
            open = [.. streams.Values];
            streams.Clear();
        }

        foreach (var stream in open) stream.Lost(lost);
    }

    private void Dispatch(Frame frame)
    {
        if (frame is { Stream: 0, Kind: FrameKind.Reply })
        {
            var fault = MessageFrame.Decode(frame.Payload.Span) as Fault;
            lock (gate) lost ??= new EngineProtocolException($"The engine at {Endpoint} ended the connection: {fault?.Message}");
            return;
        }

        EngineStream? stream;
        lock (gate) stream = streams.GetValueOrDefault(frame.Stream);
        if (stream is null) return;
        switch (frame.Kind)
        {
            case FrameKind.Data when !frame.Payload.IsEmpty:
                Add(stream, new StreamElement.Data(frame.Payload.Span[0], frame.Payload[1..].ToArray()), frame.Cost);
                break;
            case FrameKind.Item when MessageFrame.Decode(frame.Payload.Span) is IItem item:
                Add(stream, new StreamElement.Item(item), frame.Cost);
                break;
            case FrameKind.Reply when MessageFrame.Decode(frame.Payload.Span) is IReply reply:
                if (Forget(stream)) Release();
                stream.End();
                stream.Inbox.TryAdd(new StreamElement.End(reply), 0);
                stream.Inbox.Complete();
                break;
            case FrameKind.Credit when frame.Payload.Length == 4:
                stream.Credit.Grant(BinaryPrimitives.ReadInt32LittleEndian(frame.Payload.Span));
                break;
            default:
                throw new ProtocolViolationException($"A {frame.Kind} frame was not expected.", frame.Stream);
        }
    }

    private static void Add(EngineStream stream, StreamElement element, int cost)
    {
        if (!stream.Inbox.TryAdd(element, cost)) throw new ProtocolViolationException("More was sent than there was credit for.", stream.Id);
    }
}
