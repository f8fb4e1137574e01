using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Client;

/// <summary>
/// Feeds the container's stdin over a connection of its own. Writes wait while the container does not read, so that nothing piles up.
/// Disposing leaves the container's stdin open for others.
/// </summary>
public sealed class StdinChannel : IDisposable
{
    private readonly ShimChannel channel;
    private readonly Action onClose;

    internal StdinChannel(ShimChannel channel, Action onClose)
    {
        this.channel = channel;
        this.onClose = onClose;
    }

    /// <summary>Sends bytes.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation = default)
    {
        for (; !data.IsEmpty; data = data[Math.Min(data.Length, Frames.MaxData)..])
            await channel.SendDataAsync(FrameKind.Stdin, data[..Math.Min(data.Length, Frames.MaxData)], cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends the container's stdin after what was written, and waits until the shim has done so.</summary>
    public async Task CloseStdinAsync(CancellationToken cancellation = default)
    {
        onClose();
        await channel.SendAsync(FrameKind.StdinClose, 1, cancellation).ConfigureAwait(false);
        while (true)
        {
            Frame frame = await Greeting.ReceiveAsync(channel, cancellation).ConfigureAwait(false);
            if (frame.Request == 1) return;
        }
    }

    /// <inheritdoc />
    public void Dispose() => channel.Dispose();
}
