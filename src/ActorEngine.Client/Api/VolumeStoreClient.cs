using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>The volume verbs as calls of a link.</summary>
internal sealed class VolumeStoreClient(EngineLink link) : IVolumeStore
{
    public Task<VolumeInspection> CreateAsync(CreateVolume request, CancellationToken cancellation) => link.AskAsync<VolumeInspection>(request, cancellation);

    public Task<VolumeList> ListAsync(ListVolumes? query, CancellationToken cancellation) => link.AskAsync<VolumeList>(query ?? new ListVolumes(), cancellation);

    public Task<VolumeInspection> InspectAsync(VolumeName volume, CancellationToken cancellation) => link.AskAsync<VolumeInspection>(new InspectVolume(volume), cancellation);

    public Task RemoveAsync(VolumeName volume, bool force, CancellationToken cancellation) => link.AskAsync<Done>(new RemoveVolume(volume, force), cancellation);

    public Task<VolumesPruned> PruneAsync(PruneVolumes? what, CancellationToken cancellation) => link.AskAsync<VolumesPruned>(what ?? new PruneVolumes(), cancellation);
}
