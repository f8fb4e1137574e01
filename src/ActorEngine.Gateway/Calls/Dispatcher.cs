using ActorEngine.Gateway.Authorization;
using ActorEngine.Gateway.Engine;
using ActorEngine.Gateway.Hosting;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;
using ActorEngine.Transport;
using Microsoft.AspNetCore.Http;

namespace ActorEngine.Gateway.Calls;

/// <summary>Finds the route of a request, and turns what goes wrong into Docker's <c>{"message"}</c>.</summary>
internal sealed class Dispatcher(RouteTable routes, EnginePool engine, AuthorizationGate gate)
{
    public async Task HandleAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.Server = $"ActorEngine/{ProductVersion.Text} (linux)";
        headers["Api-Version"] = ApiVersion.Newest.ToString();
        headers["Docker-Experimental"] = "false";
        headers["Ostype"] = "linux";
        try
        {
            await AnswerAsync(http).ConfigureAwait(false);
            if (http.Features.Get<ResponsePhase>() is { } phase) await phase.CompleteAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away; nobody is left to answer.
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        try
        {
            await CarryOutAsync(http).ConfigureAwait(false);
        }
        catch (ApiException error)
        {
            await RefuseAsync(http, error).ConfigureAwait(false);
        }
        catch (EngineConnectionException error)
        {
            await RefuseAsync(http, new ApiException(503, error.Message)).ConfigureAwait(false);
        }
        catch (BadHttpRequestException error)
        {
            await RefuseAsync(http, new ApiException(error.StatusCode, error.Message)).ConfigureAwait(false);
        }
    }

    private async Task CarryOutAsync(HttpContext http)
    {
        var client = Admit(http);
        var path = VersionedPath.Read(http);
        var found = routes.Find(http.Request.Method, path.Version, path.Parts);
        await gate.AdmitAsync(http, found?.Route, client).ConfigureAwait(false);
        if (found is not { } hit) throw new ApiException(404, "page not found");
        await hit.Route.HandleAsync(new Call(http, engine.For(client), path.Version, hit.Values)).ConfigureAwait(false);
    }

    private static ClientIdentity Admit(HttpContext http)
    {
        var state = http.Features.Get<ConnectionState>();
        if (state is { Full: true })
        {
            http.Response.Headers.Connection = "close";
            throw new ApiException(503, "too many clients are connected; close some, or raise gateway.connections");
        }

        return state?.Client ?? throw new ApiException(401, "it is not known who asks");
    }

    private static async Task RefuseAsync(HttpContext http, ApiException error)
    {
        var call = new Call(http, null, ApiVersion.Newest, EmptyPath);
        // What has begun cannot be taken back: a body that ends too early is how HTTP says so.
        if (http.Response.HasStarted) http.Abort();
        else if (error.Status == 304) await call.DoneAsync(304).ConfigureAwait(false);
        else await call.WriteAsync(new Fields { ["message"] = error.Message }, error.Status).ConfigureAwait(false);
    }

    private static readonly Dictionary<string, string> EmptyPath = [];
}
