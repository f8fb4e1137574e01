using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Plugins;

/// <summary>The group Plugin: this engine installs none. Plugins that are programs of the host are found by their sockets and need no installation.</summary>
internal static class PluginRoutes
{
    private const string Missing = "404: no plugin is installed", Unsupported = "501: plugins cannot be installed";

    public static RouteGroup Group { get; } = new("Plugin",
    [
        new("GET", "/plugins", "PluginList", "always empty", call => call.WriteAsync(Array.Empty<Fields>())) { Since = new ApiVersion(1, 25) },
        new("GET", "/plugins/privileges", "GetPluginPrivileges", Unsupported, RefuseAsync) { Since = new ApiVersion(1, 25) },
        new("POST", "/plugins/pull", "PluginPull", Unsupported, RefuseAsync) { Since = new ApiVersion(1, 25) },
        new("POST", "/plugins/create", "PluginCreate", Unsupported, RefuseAsync) { Since = new ApiVersion(1, 25) },
        new("GET", "/plugins/{name*}/json", "PluginInspect", Missing, NotFoundAsync) { Since = new ApiVersion(1, 25) },
        new("POST", "/plugins/{name*}/enable", "PluginEnable", Missing, NotFoundAsync) { Since = new ApiVersion(1, 25) },
        new("POST", "/plugins/{name*}/disable", "PluginDisable", Missing, NotFoundAsync) { Since = new ApiVersion(1, 25) },
        new("POST", "/plugins/{name*}/upgrade", "PluginUpgrade", Missing, NotFoundAsync) { Since = new ApiVersion(1, 26) },
        new("POST", "/plugins/{name*}/push", "PluginPush", Missing, NotFoundAsync) { Since = new ApiVersion(1, 25) },
        new("POST", "/plugins/{name*}/set", "PluginSet", Missing, NotFoundAsync) { Since = new ApiVersion(1, 25) },
        new("DELETE", "/plugins/{name*}", "PluginDelete", Missing, NotFoundAsync) { Since = new ApiVersion(1, 25) },
    ]);

    private static Task NotFoundAsync(Call call) => throw new ApiException(404, $"plugin \"{call.Name()}\" not found");

    private static Task RefuseAsync(Call call) =>
        throw new ApiException(501, "this engine installs no plugins; a volume plugin that runs on the host is found by its socket in /run/docker/plugins");
}
