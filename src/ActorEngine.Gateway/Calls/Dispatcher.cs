using ActorEngine.Gateway.Engine;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;
using ActorEngine.Transport;
using Microsoft.AspNetCore.Http;

namespace ActorEngine.Gateway.Calls;

/// <summary>Finds the route of a request, and turns what goes wrong into Docker's <c>{"message"}</c>.</summary>
internal sealed class Dispatcher(RouteTable routes, EngineLink engine)
{
    public async Task HandleAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.Server = $"ActorEngine/{ProductVersion.Text} (linux)";
        headers["Api-Version"] = ApiVersion.Newest.ToString();
        headers["Docker-Experimental"] = "false";
        headers["Ostype"] = "linux";
        var call = new Call(http, engine, ApiVersion.Newest, EmptyPath);
        try
        {
            var path = VersionedPath.Read(http.Request.Path.Value ?? "/");
            var found = routes.Find(http.Request.Method, path.Version, path.Parts) ?? throw new ApiException(404, "page not found");
            call = new Call(http, engine, path.Version, found.Values);
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

    private static async Task RefuseAsync(Call call, ApiException error)
    {
        // What has begun cannot be taken back: a body that ends too early is how HTTP says so.
        if (call.Http.Response.HasStarted) call.Http.Abort();
        else if (error.Status == 304) await call.DoneAsync(304).ConfigureAwait(false);
        else await call.WriteAsync(new Fields { ["message"] = error.Message }, error.Status).ConfigureAwait(false);
    }
}
