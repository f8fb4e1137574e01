using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace ActorEngine.Gateway.Streams;

/// <summary>A client on a web socket: each message is a piece of a stream.</summary>
internal sealed class WebSocketClient(WebSocket socket, bool binary) : IStdioClient, IDisposable
{
    private const int BufferBytes = 4096;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource gone = new();

    public CancellationToken Gone => gone.Token;

    public async ValueTask<bool> SendAsync(int channel, ReadOnlyMemory<byte> bytes, bool framed, CancellationToken cancellation)
    {
        try
        {
            await socket.SendAsync(bytes, binary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, endOfMessage: true, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is WebSocketException or IOException)
        {
            return false;
        }
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReceiveAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        byte[] buffer = new byte[BufferBytes];
        while (await ReceiveAsync(buffer, cancellation).ConfigureAwait(false) is { } count) yield return buffer.AsMemory(0, count);
    }

    public async ValueTask FinishAsync()
    {
        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException)
        {
            // It left first.
        }
    }

    public void Dispose() => socket.Dispose();

    // A web socket cannot end one direction alone: who closes it has left.
    private async Task<int?> ReceiveAsync(byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellation).ConfigureAwait(false);
            if (received.MessageType != WebSocketMessageType.Close) return received.Count;
        }
        catch (Exception error) when (error is WebSocketException or IOException)
        {
            // Without a word.
        }

        await gone.CancelAsync().ConfigureAwait(false);
        return null;
    }
}
