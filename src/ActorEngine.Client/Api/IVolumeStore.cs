using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>An engine's volumes.</summary>
public interface IVolumeStore
{
    /// <summary>Makes one; one that is there with the same driver and options is taken as it is.</summary>
    Task<VolumeInspection> CreateAsync(CreateVolume request, CancellationToken cancellation = default);

    /// <summary>Volumes that fit the filters, by name.</summary>
    Task<VolumeList> ListAsync(ListVolumes? query = null, CancellationToken cancellation = default);

    /// <summary>Everything known of one.</summary>
    Task<VolumeInspection> InspectAsync(VolumeName volume, CancellationToken cancellation = default);

    /// <summary>Removes one that no container has, with all that is in it.</summary>
    /// <param name="volume">Its name.</param>
    /// <param name="force">One that there is not is no error.</param>
    /// <param name="cancellation">Ends the wait, not the work.</param>
    Task RemoveAsync(VolumeName volume, bool force = false, CancellationToken cancellation = default);

    /// <summary>Removes those that no container has.</summary>
    Task<VolumesPruned> PruneAsync(PruneVolumes? what = null, CancellationToken cancellation = default);
}
