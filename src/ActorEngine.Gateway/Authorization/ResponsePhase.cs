using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;
using Microsoft.AspNetCore.Http;

namespace ActorEngine.Gateway.Authorization;

/// <summary>
/// Holds a response back until the plugins have seen it: a document as a whole, a stream (and a connection that is taken over) before its first byte, since
/// what was sent cannot be taken back.
/// </summary>
internal sealed class ResponsePhase
{
    private readonly HttpContext http;
    private readonly PluginQuestion question;
    private readonly IReadOnlyList<AuthorizationPlugin> plugins;
    private readonly HeldBody held;
    private bool decided;

    private ResponsePhase(HttpContext http, PluginQuestion question, IReadOnlyList<AuthorizationPlugin> plugins)
    {
        (this.http, this.question, this.plugins) = (http, question, plugins);
        held = new HeldBody(http.Response.Body, IsDocument, BeginStreamAsync);
        http.Response.Body = held;
        http.Features.Set(this);
    }

    public static ResponsePhase Begin(HttpContext http, PluginQuestion question, IReadOnlyList<AuthorizationPlugin> plugins) => new(http, question, plugins);

    /// <summary>The connection is about to be taken over, with this status.</summary>
    /// <exception cref="ApiException">It is refused.</exception>
    public Task TakeOverAsync(int status) => DecideAsync(status, null);

    /// <summary>The handler is done: asks where nothing was sent yet, and sends the response or the refusal.</summary>
    public async Task CompleteAsync()
    {
        if (!decided)
        {
            try
            {
                await DecideAsync(http.Response.StatusCode, held.Bytes).ConfigureAwait(false);
            }
            catch (ApiException refused)
            {
                held.Clear();
                http.Response.Headers.Clear();
                byte[] text = System.Text.Encoding.UTF8.GetBytes(FieldsJson.Write(new Fields { ["message"] = refused.Message }) + "\n");
                http.Response.StatusCode = refused.Status;
                http.Response.ContentType = "application/json";
                http.Response.ContentLength = text.Length;
                await held.WriteAsync(text, http.RequestAborted).ConfigureAwait(false);
            }
        }

        await held.ReleaseAsync(http.RequestAborted).ConfigureAwait(false);
    }

    private bool IsDocument() => http.Response.ContentType is not { } type
        || type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase);

    private async Task BeginStreamAsync()
    {
        if (decided) return;
        try
        {
            await DecideAsync(http.Response.StatusCode, held.Bytes).ConfigureAwait(false);
        }
        catch (ApiException)
        {
            // The refusal takes its place.
            held.Clear();
            http.Response.Headers.Clear();
            throw;
        }
    }

    private async Task DecideAsync(int status, byte[]? body)
    {
        decided = true;
        var whole = question with { ResponseStatusCode = status, ResponseBody = body is { Length: > 0 } ? body : null, ResponseHeaders = AuthorizationGate.Flat(http.Response.Headers) };
        foreach (var plugin in plugins) await plugin.AskAsync("AuthZPlugin.AuthZRes", whole, http.RequestAborted).ConfigureAwait(false);
    }
}
