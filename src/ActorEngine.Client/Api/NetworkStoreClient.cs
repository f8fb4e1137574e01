using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>The network verbs as calls of a link.</summary>
internal sealed class NetworkStoreClient(EngineLink link) : INetworkStore
{
    public Task<NetworkCreated> CreateAsync(CreateNetwork request, CancellationToken cancellation) => link.AskAsync<NetworkCreated>(request, cancellation);

    public async Task<IReadOnlyList<NetworkInspection>> ListAsync(ListNetworks? query, CancellationToken cancellation) =>
        (await link.AskAsync<NetworkList>(query ?? new ListNetworks(), cancellation).ConfigureAwait(false)).Networks;

    public Task<NetworkInspection> InspectAsync(NetworkReference network, CancellationToken cancellation) =>
        link.AskAsync<NetworkInspection>(new InspectNetwork(network), cancellation);

    public Task RemoveAsync(NetworkReference network, CancellationToken cancellation) => link.AskAsync<Done>(new RemoveNetwork(network), cancellation);

    public async Task<IReadOnlyList<string>> PruneAsync(PruneNetworks? what, CancellationToken cancellation) =>
        (await link.AskAsync<NetworksPruned>(what ?? new PruneNetworks(), cancellation).ConfigureAwait(false)).Networks;

    public Task ConnectAsync(NetworkReference network, ContainerReference container, EndpointSettings? endpoint, CancellationToken cancellation) =>
        link.AskAsync<Done>(new ConnectNetwork(network, container) { Endpoint = endpoint ?? new EndpointSettings() }, cancellation);

    public Task DisconnectAsync(NetworkReference network, ContainerReference container, bool force, CancellationToken cancellation) =>
        link.AskAsync<Done>(new DisconnectNetwork(network, container, force), cancellation);
}
