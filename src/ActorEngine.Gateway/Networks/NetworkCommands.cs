using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Containers;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Networks;

/// <summary>What changes networks.</summary>
internal static class NetworkCommands
{
    public static async Task CreateAsync(Call call)
    {
        var request = await call.DemandAsync(NetworkJson.Default.NetworkCreateRequest).ConfigureAwait(false);
        // Older requests do not know the field.
        if (!call.Version.Has(1, 48)) request = request with { EnableIpv4 = null };
        var created = await call.AskAsync<NetworkCreated>(NetworkCreation.ToCommand(request)).ConfigureAwait(false);
        await call.WriteAsync(new Fields { ["Id"] = created.Id.Value, ["Warning"] = "" }, 201).ConfigureAwait(false);
    }

    public static async Task RemoveAsync(Call call)
    {
        try
        {
            await call.AskAsync<Done>(new RemoveNetwork(new NetworkReference(call.Path("id")))).ConfigureAwait(false);
        }
        catch (ApiException inUse) when (inUse.Status == 409)
        {
            throw new ApiException(403, inUse.Message);
        }

        await call.DoneAsync().ConfigureAwait(false);
    }

    public static async Task PruneAsync(Call call)
    {
        var pruned = await call.AskAsync<NetworksPruned>(new PruneNetworks { Filters = call.Filters() }).ConfigureAwait(false);
        await call.WriteAsync(new Fields { ["NetworksDeleted"] = pruned.Networks.Count > 0 ? pruned.Networks : null }).ConfigureAwait(false);
    }

    public static async Task ConnectAsync(Call call)
    {
        var request = await call.DemandAsync(NetworkJson.Default.NetworkConnectRequest).ConfigureAwait(false);
        var command = new ConnectNetwork(new NetworkReference(call.Path("id")), new ContainerReference((request.Container ?? "").TrimStart('/')))
        {
            Endpoint = NetworkMapping.Endpoint(request.EndpointConfig ?? new EndpointBody(), call.Version),
        };
        await call.AskAsync<Done>(command).ConfigureAwait(false);
        await call.DoneAsync(200).ConfigureAwait(false);
    }

    public static async Task DisconnectAsync(Call call)
    {
        var request = await call.DemandAsync(NetworkJson.Default.NetworkDisconnectRequest).ConfigureAwait(false);
        var container = new ContainerReference((request.Container ?? "").TrimStart('/'));
        await call.AskAsync<Done>(new DisconnectNetwork(new NetworkReference(call.Path("id")), container, request.Force == true)).ConfigureAwait(false);
        await call.DoneAsync(200).ConfigureAwait(false);
    }
}
