using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>An engine's networks.</summary>
public interface INetworkStore
{
    /// <summary>Makes one.</summary>
    Task<NetworkCreated> CreateAsync(CreateNetwork request, CancellationToken cancellation = default);

    /// <summary>Networks that fit the filters, by name.</summary>
    Task<IReadOnlyList<NetworkInspection>> ListAsync(ListNetworks? query = null, CancellationToken cancellation = default);

    /// <summary>Everything known of one.</summary>
    Task<NetworkInspection> InspectAsync(NetworkReference network, CancellationToken cancellation = default);

    /// <summary>Removes one without containers.</summary>
    Task RemoveAsync(NetworkReference network, CancellationToken cancellation = default);

    /// <summary>Removes those that no container uses; answers with their names.</summary>
    Task<IReadOnlyList<string>> PruneAsync(PruneNetworks? what = null, CancellationToken cancellation = default);

    /// <summary>Gives a container one more network, at once where it runs.</summary>
    Task ConnectAsync(NetworkReference network, ContainerReference container, EndpointSettings? endpoint = null, CancellationToken cancellation = default);

    /// <summary>Takes a network from a container, at once where it runs.</summary>
    /// <param name="network">The network.</param>
    /// <param name="container">Who has it.</param>
    /// <param name="force">Also where the container cannot be found.</param>
    /// <param name="cancellation">Ends the wait, not the work.</param>
    Task DisconnectAsync(NetworkReference network, ContainerReference container, bool force = false, CancellationToken cancellation = default);
}
