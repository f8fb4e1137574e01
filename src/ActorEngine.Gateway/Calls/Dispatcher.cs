using ActorEngine.Gateway.Engine;
using ActorEngine.Gateway.Hosting;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;
using ActorEngine.Transport;
using Microsoft.AspNetCore.Http;

namespace ActorEngine.Gateway.Calls;

/// <summary>Finds the route of a request, and turns what goes wrong into Docker's <c>{"message"}</c>.</summary>
internal sealed class Dispatcher(RouteTable routes, EnginePool engine)
{
    public async Task HandleAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.Server = $"ActorEngine/{ProductVersion.Text} (linux)";
        headers["Api-Version"] = ApiVersion.Newest.ToString();
        headers["Docker-Experimental"] = "false";
        headers["Ostype"] = "linux";
        var call = new Call(http, null!, ApiVersion.Newest, EmptyPath);
        try
        {
            var link = Admit(http);
            var path = VersionedPath.Read(http.Request.Path.Value ?? "/");
            var found = routes.Find(http.Request.Method, path.Version, path.Parts) ?? throw new ApiException(404, "page not found");
            call = new Call(http, link, path.Version, found.Values);
            await found.Route.HandleAsync(call).ConfigureAwait(false);
        }
        catch (ApiException error)
        {
            await RefuseAsync(call, error).ConfigureAwait(false);
        }
        catch (EngineConnectionException error)
        {
            await RefuseAsync(call, new ApiException(503, error.Message)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away; nobody is left to answer.
        }
        catch (BadHttpRequestException error)
        {
            await RefuseAsync(call, new ApiException(error.StatusCode, error.Message)).ConfigureAwait(false);
        }
    }

    private static readonly Dictionary<string, string> EmptyPath = [];

    private EngineLink Admit(HttpContext http)
    {
        var state = http.Features.Get<ConnectionState>();
        if (state is { Full: true })
        {
            http.Response.Headers.Connection = "close";
            throw new ApiException(503, "too many clients are connected; close some, or raise gateway.connections");
        }

        return engine.For(state?.Client ?? throw new ApiException(401, "it is not known who asks"));
    }

    private static async Task RefuseAsync(Call call, ApiException error)
    {
        // What has begun cannot be taken back: a body that ends too early is how HTTP says so.
        if (call.Http.Response.HasStarted) call.Http.Abort();
        else if (error.Status == 304) await call.DoneAsync(304).ConfigureAwait(false);
        else await call.WriteAsync(new Fields { ["message"] = error.Message }, error.Status).ConfigureAwait(false);
    }
}
