using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using ActorEngine.Gateway.Authorization;
using ActorEngine.Gateway.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActorEngine.Gateway.Streams;

/// <summary>A request to open a web socket (RFC 6455, section 4.2).</summary>
internal sealed class WebSocketHandshake
{
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private readonly HttpContext http;
    private readonly IHttpUpgradeFeature upgrade;
    private readonly string key;

    private WebSocketHandshake(HttpContext http, IHttpUpgradeFeature upgrade, string key) => (this.http, this.upgrade, this.key) = (http, upgrade, key);

    /// <exception cref="ApiException">400: it is no such request.</exception>
    public static WebSocketHandshake Read(HttpContext http)
    {
        var headers = http.Request.Headers;
        string key = headers.SecWebSocketKey.ToString();
        if (!string.Equals(headers.Upgrade.ToString(), "websocket", StringComparison.OrdinalIgnoreCase) || key.Length == 0
            || http.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
            throw new ApiException(400, "this is opened as a web socket: Connection: Upgrade, Upgrade: websocket, Sec-WebSocket-Key");
        if (headers.SecWebSocketVersion.ToString() != "13") throw new ApiException(400, "only version 13 of web sockets is spoken");
        return new WebSocketHandshake(http, upgrade, key);
    }

    /// <summary>Answers 101; from then on the connection carries messages.</summary>
    public async Task<WebSocket> AcceptAsync()
    {
        if (http.Features.Get<ResponsePhase>() is { } phase) await phase.TakeOverAsync(101).ConfigureAwait(false);
        http.Response.Headers.SecWebSocketAccept = Answer(key);
        http.Response.Headers.Upgrade = "websocket";
        var stream = await upgrade.UpgradeAsync().ConfigureAwait(false);
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = TimeSpan.FromSeconds(30) });
    }

    /// <summary>What proves that the key was read.</summary>
    internal static string Answer(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));
}
