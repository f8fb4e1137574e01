using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Streams;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Containers;

/// <summary>Copies paths out of containers and into them, and whole file systems out.</summary>
internal static class Archive
{
    private const string StatHeader = "X-Docker-Container-Path-Stat";

    public static async Task StatAsync(Call call)
    {
        string path = Path(call);
        try
        {
            var stat = await call.AskAsync<PathStat>(new StatPath(call.Container, path)).ConfigureAwait(false);
            call.Http.Response.Headers[StatHeader] = await HeaderAsync(call, path, stat).ConfigureAwait(false);
        }
        catch (ApiException missing) when (missing.Status == 404)
        {
            throw await MissingAsync(call, path).ConfigureAwait(false);
        }

        await call.DoneAsync(200).ConfigureAwait(false);
    }

    public static async Task ReadAsync(Call call)
    {
        string path = Path(call);
        await using var stream = await call.OpenAsync(new CopyFromContainer(call.Container, path) { Top = PathStatHeader.NameOf(path) }).ConfigureAwait(false);
        await Download.RunAsync(call, stream, async first =>
        {
            if (first is StreamElement.End { Reply: Fault { Code: FaultCode.NotFound } }) throw await MissingAsync(call, path).ConfigureAwait(false);
            if (first is StreamElement.Item { Value: PathStat stat }) call.Http.Response.Headers[StatHeader] = await HeaderAsync(call, path, stat).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    public static async Task WriteAsync(Call call)
    {
        string path = Path(call);
        var request = new CopyToContainer(call.Container, path)
        {
            KeepOwners = true,
            AsUser = call.Flag("copyUIDGID"),
            Replace = !call.Flag("noOverwriteDirNonDir"),
            UpdateDirectories = true,
        };
        try
        {
            await using var stream = await call.OpenAsync(request).ConfigureAwait(false);
            await Upload.SendAsync<Done>(call, request, stream).ConfigureAwait(false);
        }
        catch (ApiException missing) when (missing.Status == 404)
        {
            throw await RefusedAsync(call, path).ConfigureAwait(false);
        }
        catch (ApiException unwritable) when (unwritable.Status == 409)
        {
            throw new ApiException(400, "container rootfs is marked read-only");
        }

        await call.DoneAsync(200).ConfigureAwait(false);
    }

    public static async Task ExportAsync(Call call)
    {
        await using var stream = await call.OpenAsync(new ExportContainer(call.Container)).ConfigureAwait(false);
        await Download.RunAsync(call, stream).ConfigureAwait(false);
    }

    private static string Path(Call call) => call.Query("path") is { Length: > 0 } path ? path : throw new ApiException(400, "bad parameter: path cannot be empty");

    private static async Task<string> HeaderAsync(Call call, string path, PathStat stat) =>
        PathStatHeader.Of(path, stat, stat.LinkTarget is null ? "" : await LinkEnd.FindAsync(call, path, stat.LinkTarget).ConfigureAwait(false));

    /// <summary>What is not there: the container, or the path in it.</summary>
    private static async Task<ApiException> MissingAsync(Call call, string path)
    {
        await call.AskAsync<ContainerInspection>(new InspectContainer(call.Container)).ConfigureAwait(false);
        return new ApiException(404, $"Could not find the file {path} in container {call.Container}");
    }

    /// <summary>As above, for a path that must be a directory.</summary>
    private static async Task<ApiException> RefusedAsync(Call call, string path)
    {
        var missing = await MissingAsync(call, path).ConfigureAwait(false);
        try
        {
            await call.AskAsync<PathStat>(new StatPath(call.Container, path)).ConfigureAwait(false);
            return new ApiException(400, "extraction point is not a directory");
        }
        catch (ApiException error) when (error.Status == 404)
        {
            return missing;
        }
    }
}
