using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Client;

/// <summary>A piece of an exec session's output, or its end.</summary>
/// <param name="Stream">1 standard output (or the terminal), 2 standard error; 0 when this is the end.</param>
/// <param name="Data">Valid until the next read.</param>
/// <param name="Exit">Set once, last.</param>
public readonly record struct ExecOutput(int Stream, ReadOnlyMemory<byte> Data, ExecExited? Exit);

/// <summary>
/// The attachment of an exec session. Reading slowly holds the session's process back; nothing is dropped. One reader; writes may
/// come from any thread, and wait while the process does not read its stdin.
/// </summary>
public sealed class ExecAttachment : IDisposable
{
    private readonly ShimChannel channel;

    internal ExecAttachment(ShimChannel channel, string id)
    {
        this.channel = channel;
        Id = id;
    }

    /// <summary>The session.</summary>
    public string Id { get; }

    /// <summary>The next piece of output, or the exit; null when the shim is gone before it.</summary>
    public async ValueTask<ExecOutput?> ReadAsync(CancellationToken cancellation = default)
    {
        try
        {
            while (await channel.ReceiveAsync(cancellation).ConfigureAwait(false) is { } frame)
            {
                if (frame.Kind == FrameKind.ExecOutput) return new ExecOutput(frame.Payload.Span[0], frame.Payload[1..], null);
                if (frame.Kind == FrameKind.ExecExited) return new ExecOutput(0, default, frame.Read<ExecExited>());
            }
        }
        catch (Exception failure) when (failure is System.Net.Sockets.SocketException or ProtocolException)
        {
            return null;
        }

        return null;
    }

    /// <summary>Sends to the process's stdin.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation = default)
    {
        for (; !data.IsEmpty; data = data[Math.Min(data.Length, Frames.MaxData)..])
            await channel.SendDataAsync(FrameKind.Stdin, data[..Math.Min(data.Length, Frames.MaxData)], cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends the process's stdin after what was written.</summary>
    public Task CloseStdinAsync(CancellationToken cancellation = default) => channel.SendAsync(FrameKind.StdinClose, 0, cancellation);

    /// <summary>Sets the size of the session's terminal.</summary>
    public Task ResizeAsync(ushort columns, ushort rows, CancellationToken cancellation = default) =>
        channel.SendAsync(0, new Resize(columns, rows), null, cancellation);

    /// <inheritdoc />
    public void Dispose() => channel.Dispose();
}
