using System.IO.Pipelines;
using System.Text;
using ActorEngine.Gateway.Authorization;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Hosting;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace ActorEngine.Gateway.Streams;

/// <summary>
/// A connection that stops being HTTP (Docker Engine API, "Hijacking"): 101 UPGRADED where the client asks for an upgrade, else a plain 200 whose
/// body has no end but the connection's. From then on both directions are raw bytes, and the client may end its own first.
/// </summary>
internal sealed class Takeover : IAsyncDisposable
{
    private readonly HttpContext http;
    private readonly ConnectionState state;
    private readonly PipeWriter output;

    private Takeover(HttpContext http, ConnectionState state, IDuplexPipe transport)
    {
        this.http = http;
        this.state = state;
        (Input, output) = (transport.Input, transport.Output);
    }

    /// <summary>What the client sends.</summary>
    public PipeReader Input { get; }

    /// <summary>What it gets; to be flushed.</summary>
    public PipeWriter Output => output;

    public static async Task<Takeover> BeginAsync(Call call, string contentType)
    {
        var http = call.Http;
        var state = http.Features.Get<ConnectionState>() ?? throw new InvalidOperationException("The connection has no state.");
        var transport = http.Features.Get<IConnectionTransportFeature>()?.Transport ?? throw new InvalidOperationException("The connection has no transport.");
        if (http.Features.Get<ResponsePhase>() is { } phase) await phase.TakeOverAsync(http.Request.Headers.Upgrade.Count > 0 ? 101 : 200).ConfigureAwait(false);
        state.Take();
        var takeover = new Takeover(http, state, transport);
        await takeover.SendAsync(Head(http.Request, contentType)).ConfigureAwait(false);
        return takeover;
    }

    /// <summary>Sends what is left, ends the connection and keeps HTTP from adding an answer of its own.</summary>
    public async ValueTask DisposeAsync()
    {
        await output.CompleteAsync().ConfigureAwait(false);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (state.TransportClosed.Register(closed.SetResult).ConfigureAwait(false)) await closed.Task.ConfigureAwait(false);
        http.Abort();
    }

    private async Task SendAsync(string text)
    {
        Encoding.ASCII.GetBytes(text, output);
        await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static string Head(HttpRequest request, string contentType) => request.Headers.Upgrade.Count > 0
        ? $"HTTP/1.1 101 UPGRADED\r\nContent-Type: {contentType}\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"
        : $"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\n\r\n";
}
