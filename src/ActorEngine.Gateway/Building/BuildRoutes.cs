using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Building;

/// <summary>The operations of the group Image that build, and those of Session.</summary>
internal static class BuildRoutes
{
    public static RouteGroup Builds { get; } = new("Image",
    [
        new("POST", "/build", "ImageBuild", "the classic protocol; every instruction that this engine's builder knows, and its speed; no squash and no outputs", BuildCommand.RunAsync),
        new("POST", "/build/prune", "BuildPrune", "all of the cache; bounds of space are refused, and with filters nothing goes", BuildPrune.RunAsync) { Since = new ApiVersion(1, 31) },
        new("POST", "/build/cancel", "BuildCancel", "a build ends with its connection; there is none that can be named", CancelAsync) { Since = new ApiVersion(1, 39) },
    ]);

    public static RouteGroup Session { get; } = new("Session",
    [
        new("POST", "/session", "Session", "501: BuildKit's sessions are not served; clients use the classic protocol", RefuseSessionAsync) { Since = new ApiVersion(1, 39) },
    ]);

    private static Task CancelAsync(Call call) => call.Text("id") is null
        ? throw new ApiException(400, "build ID not provided")
        : call.DoneAsync(200);

    private static Task RefuseSessionAsync(Call call) =>
        throw new ApiException(501, "BuildKit sessions are not served: use the classic builder (DOCKER_BUILDKIT=0), which this engine announces by Builder-Version: 1");
}
