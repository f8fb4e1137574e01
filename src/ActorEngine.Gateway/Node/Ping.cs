using ActorEngine.Gateway.Calls;
using Microsoft.AspNetCore.Http;

namespace ActorEngine.Gateway.Node;

/// <summary>Answers _ping: how clients find out which version to speak, and which builder there is.</summary>
internal static class Ping
{
    public static async Task AnswerAsync(Call call)
    {
        var response = call.Http.Response;
        response.Headers.CacheControl = "no-cache, no-store, must-revalidate";
        response.Headers.Pragma = "no-cache";
        response.Headers["Builder-Version"] = "1";
        response.Headers["Swarm"] = "inactive";
        response.ContentType = "text/plain; charset=utf-8";
        bool head = HttpMethods.IsHead(call.Http.Request.Method);
        response.ContentLength = head ? 0 : 2;
        if (!head) await response.WriteAsync("OK", call.Aborted).ConfigureAwait(false);
    }
}
