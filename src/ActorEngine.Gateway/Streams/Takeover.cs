using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using ActorEngine.Gateway.Authorization;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Hosting;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace ActorEngine.Gateway.Streams;

/// <summary>
/// A connection that stops being HTTP (Docker Engine API, "Hijacking"): 101 UPGRADED where the client asks for an upgrade, else a plain 200 whose
/// body has no end but the connection's. From then on both directions are raw bytes, and the client may end its own first. When the handler
/// returns, what was written is sent and the connection closed.
/// </summary>
internal sealed class Takeover : IStdioClient, IDisposable
{
    private readonly PipeReader input;
    private readonly PipeWriter output;
    private readonly PeerWatch watch;

    private Takeover(IDuplexPipe transport, PeerWatch watch) => (input, output, this.watch) = (transport.Input, transport.Output, watch);

    public CancellationToken Gone => watch.Gone;

    public static async Task<Takeover> BeginAsync(Call call, bool terminal)
    {
        var http = call.Http;
        var state = http.Features.Get<ConnectionState>() ?? throw new InvalidOperationException("The connection has no state.");
        var transport = state.Transport ?? throw new InvalidOperationException("The connection has no transport.");
        if (http.Features.Get<ResponsePhase>() is { } phase) await phase.TakeOverAsync(http.Request.Headers.Upgrade.Count > 0 ? 101 : 200).ConfigureAwait(false);
        // Some send what they ask for as a document too.
        if (http.Request.ContentLength > 0) await WholeBody.ReadAsync(http).ConfigureAwait(false);
        state.Take();
        // Makes HTTP close the connection after the answer that nobody sees.
        http.Response.Headers.Connection = "close";
        var takeover = new Takeover(transport, new PeerWatch(http.Features.Get<IConnectionSocketFeature>()?.Socket, state.TransportClosed));
        Encoding.ASCII.GetBytes(Head(http.Request, call, terminal), takeover.output);
        await takeover.output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        return takeover;
    }

    public async ValueTask<bool> SendAsync(int channel, ReadOnlyMemory<byte> bytes, bool framed, CancellationToken cancellation)
    {
        StdioFrame.Write(output, channel, bytes.Span, framed);
        var flushed = await output.FlushAsync(cancellation).ConfigureAwait(false);
        return !flushed.IsCompleted;
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReceiveAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        bool more = true;
        while (more)
        {
            var read = await input.ReadAsync(cancellation).ConfigureAwait(false);
            more = !read.IsCompleted;
            foreach (var segment in read.Buffer) yield return segment;
            input.AdvanceTo(read.Buffer.End);
        }
    }

    // The end of the connection says so.
    public ValueTask FinishAsync() => default;

    public void Dispose() => watch.Dispose();

    private static string Head(HttpRequest request, Call call, bool terminal) => request.Headers.Upgrade.Count > 0
        ? $"HTTP/1.1 101 UPGRADED\r\nContent-Type: {StdioContent.Of(call.Version, terminal)}\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"
        : $"HTTP/1.1 200 OK\r\nContent-Type: {StdioContent.Raw}\r\n\r\n";
}
