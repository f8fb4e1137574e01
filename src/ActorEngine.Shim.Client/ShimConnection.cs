using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using ActorEngine.Linux;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Client;

/// <summary>
/// The daemon's link to one shim. Thread-safe; many requests may be under way. Requests that the shim refuses throw
/// <see cref="ShimFaultException"/>; when the link breaks they throw <see cref="ShimUnreachableException"/>.
/// </summary>
public sealed partial class ShimConnection : IAsyncDisposable
{
    /// <summary>
    /// Notifications held for a slow consumer. The shim has at most 200 sessions, so ends always fit and answers are never
    /// held up behind them; notices of memory and log trouble are dropped past the half, their totals being in the status.
    /// </summary>
    private const int NotificationCapacity = 512;

    private readonly ShimChannel channel;
    private readonly ConcurrentDictionary<uint, TaskCompletionSource<Frame>> pending = new();
    private readonly Channel<ShimNotification> notifications = Channel.CreateBounded<ShimNotification>(
        new BoundedChannelOptions(NotificationCapacity) { FullMode = BoundedChannelFullMode.Wait, SingleWriter = true });
    private readonly CancellationTokenSource stopping = new();
    private Task receiving = Task.CompletedTask;
    private uint lastRequest;
    private volatile bool ended;

    private ShimConnection(ShimChannel channel, string runDirectory)
    {
        this.channel = channel;
        RunDirectory = runDirectory;
    }

    /// <summary>The container's run directory.</summary>
    public string RunDirectory { get; }

    /// <summary>The shim at the other end.</summary>
    public ShimProcess Process { get; private set; } = new(0, 0);

    /// <summary>The container it serves; empty before it was configured.</summary>
    public string ContainerId { get; private set; } = "";

    /// <summary>What the shim tells; completes when the link ends.</summary>
    public ChannelReader<ShimNotification> Notifications => notifications.Reader;

    /// <summary>Completes when the link has ended, for whatever reason.</summary>
    public Task Closed => receiving;

    /// <summary>Connects to the shim of a run directory, whose unacknowledged notifications follow at once.</summary>
    public static Task<ShimConnection> ConnectAsync(string runDirectory, CancellationToken cancellation = default) =>
        GreetAsync(ShimChannel.Connect(runDirectory), runDirectory, cancellation);

    /// <summary>Ends the link; the shim and the container go on.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await receiving.ConfigureAwait(false);
        CloseStdinGuard();
    }

    internal static Task<ShimConnection> GreetAsync(FileDescriptor socket, string runDirectory, CancellationToken cancellation) =>
        GreetAsync(ShimChannel.Over(socket), runDirectory, cancellation);

    private static async Task<ShimConnection> GreetAsync(ShimChannel channel, string runDirectory, CancellationToken cancellation)
    {
        var connection = new ShimConnection(channel, runDirectory);
        try
        {
            Welcome welcome = await Greeting.ExchangeAsync(channel, notifications: true, cancellation).ConfigureAwait(false);
            connection.Process = new ShimProcess(welcome.Pid, welcome.StartTime);
            connection.ContainerId = welcome.ContainerId;
        }
        catch
        {
            channel.Dispose();
            throw;
        }

        connection.receiving = connection.ReceiveAllAsync();
        return connection;
    }

    private async Task ReceiveAllAsync()
    {
        Exception? reason = null;
        try
        {
            while (await channel.ReceiveAsync(stopping.Token).ConfigureAwait(false) is { } frame) await DeliverAsync(frame).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException or ProtocolException or ObjectDisposedException)
        {
            reason = failure;
        }

        ended = true;
        channel.Dispose();
        foreach (uint request in pending.Keys)
        {
            if (pending.TryRemove(request, out TaskCompletionSource<Frame>? waiting))
                waiting.TrySetException(new ShimUnreachableException("the connection to the shim ended", reason));
        }

        notifications.Writer.TryComplete();
    }

    private async ValueTask DeliverAsync(Frame frame)
    {
        if (frame.Request != 0)
        {
            // The payload lies in the receive buffer, so the waiter gets a copy.
            if (pending.TryRemove(frame.Request, out TaskCompletionSource<Frame>? waiting))
                waiting.TrySetResult(frame with { Payload = frame.Payload.ToArray() });
            return;
        }

        ShimNotification? notification = frame.Kind switch
        {
            FrameKind.Exited => new ShimNotification.ContainerExited(frame.Read<Exited>()),
            FrameKind.ExecExited => new ShimNotification.SessionExited(frame.Read<ExecExited>()),
            FrameKind.OutOfMemory => new ShimNotification.MemoryExhausted(frame.Read<OutOfMemory>()),
            FrameKind.LogLoss => new ShimNotification.LogDamaged(frame.Read<LogLoss>()),
            _ => null,
        };
        bool isNotice = notification is ShimNotification.MemoryExhausted or ShimNotification.LogDamaged;
        if (isNotice && notifications.Reader.Count >= NotificationCapacity / 2) return;
        if (notification is not null) await notifications.Writer.WriteAsync(notification, stopping.Token).ConfigureAwait(false);
    }
}
