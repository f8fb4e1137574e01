using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Formatting;

/// <summary>How much containers take on the disk: what they wrote, and that together with their image.</summary>
internal sealed class ContainerSizes
{
    private readonly Dictionary<ContainerId, long> written;
    private readonly Dictionary<Digest, long> images;

    private ContainerSizes(DiskUsage usage, ImageList list)
    {
        written = usage.Containers.ToDictionary(container => container.Id, container => container.Size);
        images = list.Images.ToDictionary(image => image.Id, image => image.Size);
    }

    /// <summary>Measures; takes as long as walking through what all containers wrote.</summary>
    public static async Task<ContainerSizes> MeasureAsync(EngineConnection connection) =>
        new(await connection.DemandAsync<DiskUsage>(new GetDiskUsage()), await connection.DemandAsync<ImageList>(new ListImages()));

    /// <summary>Bytes that the container wrote; 0 for one that came since.</summary>
    public long Written(ContainerId id) => written.GetValueOrDefault(id);

    /// <summary>The same with its image.</summary>
    public long Whole(ContainerId id, Digest image) => Written(id) + images.GetValueOrDefault(image);
}
