using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Networks;

/// <summary>What networks there are.</summary>
internal static class NetworkQueries
{
    public static async Task ListAsync(Call call)
    {
        var list = await call.AskAsync<NetworkList>(new ListNetworks { Filters = call.Filters() }).ConfigureAwait(false);
        await call.WriteAsync(list.Networks.Select(network => NetworkResource.Row(network, call.Version))).ConfigureAwait(false);
    }

    public static async Task InspectAsync(Call call)
    {
        if (call.Text("verbose") is { } verbose && verbose.ToLowerInvariant() is not ("1" or "t" or "true" or "0" or "f" or "false"))
            throw new ApiException(400, $"invalid value for verbose: {verbose}");
        var network = await call.AskAsync<NetworkInspection>(new InspectNetwork(new NetworkReference(call.Path("id")))).ConfigureAwait(false);
        // All networks of this engine are local.
        if (call.Text("scope") is { } scope && scope != "local") throw new ApiException(404, $"network {call.Path("id")} not found");
        await call.WriteAsync(NetworkResource.Of(network, call.Version)).ConfigureAwait(false);
    }
}
