using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Engine;
using ActorEngine.Gateway.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActorEngine.Gateway.Authorization;

/// <summary>Asks the authorisation plugins of the engine's configuration before a request is carried out, and before its response is sent.</summary>
internal sealed class AuthorizationGate(Func<GatewayConfiguration> configuration)
{
    /// <summary>Operations whose bodies are archives; all others are documents, whatever they say that they are.</summary>
    private static readonly string[] Archives = ["ImageBuild", "ImageCreate", "ImageLoad", "PutContainerArchive"];

    private readonly Lock gate = new();
    private (GatewayConfiguration Of, IReadOnlyList<AuthorizationPlugin> All) plugins = (new GatewayConfiguration(), []);

    /// <summary>Asks about the request. What is to be asked about its response; null where there are no plugins.</summary>
    /// <param name="route">Null where there is none.</param>
    /// <exception cref="ApiException">It is refused.</exception>
    public async Task<ResponsePhase?> AdmitAsync(HttpContext http, Route? route, ClientIdentity client)
    {
        var asked = Plugins();
        if (asked.Count == 0) return null;
        string target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = new PluginQuestion
        {
            User = client.CommonName is { Length: > 0 } name ? name : null,
            UserAuthNMethod = client.Certificates.Count > 0 ? "TLS" : null,
            RequestMethod = http.Request.Method,
            RequestUri = target,
            RequestBody = Archives.Contains(route?.Operation) ? null : await BodyAsync(http, route).ConfigureAwait(false),
            RequestHeaders = Flat(http.Request.Headers),
            RequestPeerCertificates = client.Certificates.Count > 0 ? [.. client.Certificates.Select(pem => System.Text.Encoding.ASCII.GetBytes(pem + "\n"))] : null,
        };
        foreach (var plugin in asked) await plugin.AskAsync("AuthZPlugin.AuthZReq", question, http.RequestAborted).ConfigureAwait(false);
        return ResponsePhase.Begin(http, question, asked);
    }

    /// <summary>Headers, the last value of each; credentials are left out, as by Docker.</summary>
    public static IReadOnlyDictionary<string, string> Flat(IHeaderDictionary headers) => headers
        .Where(header => header.Value.Count > 0 && !header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
            && !header.Key.Equals("X-Registry-Config", StringComparison.OrdinalIgnoreCase) && !header.Key.Equals("X-Registry-Auth", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(header => header.Key, header => header.Value[^1] ?? "");

    // The handler reads it again. The body of a login is its password: nobody else's affair, as with Docker.
    private static async Task<byte[]?> BodyAsync(HttpContext http, Route? route)
    {
        if (route?.Operation == "SystemAuth") return null;
        // What follows the head of a request to take the connection over is a stream's.
        if (http.Request.ContentLength is null or 0 && http.Request.Headers.TransferEncoding.Count == 0) return null;
        var body = await WholeBody.ReadAsync(http).ConfigureAwait(false);
        http.Request.Body = new MemoryStream(body.Array ?? [], body.Offset, body.Count, writable: false);
        return body.Count == 0 ? null : body.ToArray();
    }

    private IReadOnlyList<AuthorizationPlugin> Plugins()
    {
        var wanted = configuration();
        lock (gate)
        {
            if (ReferenceEquals(plugins.Of, wanted)) return plugins.All;
            // Those before may be in use; the collector takes them.
            plugins = (wanted, [.. wanted.AuthorizationPlugins.Select(name => new AuthorizationPlugin(name, wanted.PluginDirectories, TimeSpan.FromMilliseconds(wanted.PluginMilliseconds)))]);
            return plugins.All;
        }
    }
}
