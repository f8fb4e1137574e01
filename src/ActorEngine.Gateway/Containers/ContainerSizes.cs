using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Containers;

/// <summary>How much containers take on the disk: what they wrote, and that together with their image.</summary>
internal sealed class ContainerSizes
{
    private readonly Dictionary<ContainerId, long> written;
    private readonly Dictionary<Digest, long> images;

    public ContainerSizes(DiskUsage usage, ImageList list)
    {
        written = usage.Containers.ToDictionary(container => container.Id, container => container.Size);
        images = list.Images.ToDictionary(image => image.Id, image => image.Size);
    }

    /// <summary>Takes as long as walking through what all containers wrote.</summary>
    public static async Task<ContainerSizes> MeasureAsync(Call call) =>
        new(await call.AskAsync<DiskUsage>(new GetDiskUsage()).ConfigureAwait(false), await call.AskAsync<ImageList>(new ListImages()).ConfigureAwait(false));

    /// <summary>Bytes that the container wrote.</summary>
    public long Written(ContainerId id) => written.GetValueOrDefault(id);

    /// <summary>The same with its image.</summary>
    public long Whole(ContainerId id, Digest image) => Written(id) + (image.Value is null ? 0 : images.GetValueOrDefault(image));
}
