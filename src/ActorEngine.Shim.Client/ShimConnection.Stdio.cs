using ActorEngine.Linux;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Client;

/// <summary>The container's stdin and terminal.</summary>
public sealed partial class ShimConnection
{
    private static readonly TimeSpan TerminalTimeout = TimeSpan.FromSeconds(10);

    private readonly Lock guardLock = new();
    private FileDescriptor? stdinGuard;

    /// <summary>Opens a connection that feeds stdin.</summary>
    public async Task<StdinChannel> OpenStdinAsync(CancellationToken cancellation = default)
    {
        ShimChannel own = ShimChannel.Connect(RunDirectory);
        try
        {
            await Greeting.ExchangeAsync(own, notifications: false, cancellation).ConfigureAwait(false);
            return new StdinChannel(own, CloseStdinGuard);
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A duplicate of the terminal's master, to be kept so that the terminal outlives the shim; null when the container has none.
    /// </summary>
    public Task<FileDescriptor?> TakeTerminalAsync(CancellationToken cancellation = default) =>
        Task.Run(TakeTerminal, cancellation);

    /// <summary>
    /// Keeps the container's stdin from ending should the shim be killed; a daemon that re-attaches calls it when stdin is still open.
    /// Closing stdin through a <see cref="StdinChannel"/> of this connection lets go.
    /// </summary>
    public void OpenStdinGuard()
    {
        lock (guardLock)
        {
            if (stdinGuard is not null || ended) return;
            using FileDescriptor directory = FileDescriptor.Open(RunDirectory, OpenFlags.Path | OpenFlags.Directory);
            stdinGuard = FileDescriptor.TryOpen($"{directory.ProcPath}/stdin", OpenFlags.WriteOnly | OpenFlags.NonBlocking, 0, out _);
        }
    }

    private void CloseStdinGuard()
    {
        lock (guardLock)
        {
            stdinGuard?.Dispose();
            stdinGuard = null;
        }
    }

    // A descriptor is lost when the base library's socket reads it, so this exchange is made by hand, with a time limit.
    private FileDescriptor? TakeTerminal()
    {
        using FileDescriptor socket = UnixSocket.ConnectAt(RunDirectory, Frames.SocketName);
        var writer = new FrameWriter();
        writer.Write(1, new Hello(Frames.Version, false));
        writer.Write(FrameKind.PassTerminal, 2);
        socket.WriteAll(writer.Written);
        byte[] bytes = new byte[1024];
        int filled = 0;
        FileDescriptor? terminal = null;
        while (Poll.Wait(socket, PollEvents.Read, (int)TerminalTimeout.TotalMilliseconds))
        {
            int count = DescriptorPassing.TryReceive(socket, bytes.AsSpan(filled), out FileDescriptor[] received);
            if (received.Length > 0) terminal = received[0];
            if (count <= 0) break;
            filled += count;
            int start = 0;
            while (Frames.TryRead(bytes.AsSpan(start, filled - start), out FrameKind kind, out _, out _, out int size))
            {
                if (kind == FrameKind.Terminal) return terminal;
                if (kind == FrameKind.Fault) return null;
                start += size;
            }
        }

        terminal?.Dispose();
        throw new ShimUnreachableException("the shim did not answer about its terminal");
    }
}
