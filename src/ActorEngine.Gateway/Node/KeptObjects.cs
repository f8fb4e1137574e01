using ActorEngine.Contracts;
using ActorEngine.Gateway.Images;
using ActorEngine.Gateway.Routing;
using ActorEngine.Gateway.Volumes;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Node;

/// <summary>What is on the disk, as the lists of system/df show it.</summary>
internal sealed class KeptObjects(DiskUsage usage, IReadOnlyList<ImageSummary> images, IReadOnlyList<ContainerSummary> containers, IReadOnlyList<VolumeInspection> volumes, ApiVersion version)
{
    public DiskUsage Usage { get; } = usage;

    public List<Fields> Images
    {
        get
        {
            var sizes = Usage.Images.ToDictionary(image => image.Id);
            return [.. images.Where(image => sizes.ContainsKey(image.Id)).Select(image => Image(image, sizes[image.Id]))];
        }
    }

    public List<Fields> Containers
    {
        get
        {
            var sizes = Usage.Containers.ToDictionary(container => container.Id);
            var roots = images.ToDictionary(image => image.Id, image => image.Size);
            return [.. containers.Where(container => sizes.ContainsKey(container.Id)).Select(container => Container(container, sizes[container.Id].Size, roots))];
        }
    }

    public List<Fields> Volumes
    {
        get
        {
            var sizes = Usage.Volumes.ToDictionary(volume => volume.Name);
            return [.. volumes.Where(volume => sizes.ContainsKey(volume.Name)).Select(volume => VolumeResource.Of(volume, sizes[volume.Name]))];
        }
    }

    public List<Fields> Cache => [.. Usage.Cache.Where(cache => cache.Layers > 0).Select(Record)];

    // The size is that on the disk, blobs and all, as the shared size is: clients subtract one from the other.
    private Fields Image(ImageSummary image, ImageUsage size)
    {
        var row = ImageResource.Row(image with { Size = size.Size }, size.SharedSize, version);
        // Here they were always counted.
        row["Containers"] = size.Containers;
        return row;
    }

    private static Fields Container(ContainerSummary container, long written, IReadOnlyDictionary<Digest, long> roots) => new()
    {
        ["Id"] = container.Id.Value,
        ["Names"] = new List<string> { "/" + container.Name },
        ["Image"] = container.Image,
        ["ImageID"] = container.ImageId.Value ?? "",
        ["Command"] = container.Command,
        ["Created"] = container.CreatedAt.ToUnixTimeSeconds(),
        ["Ports"] = new List<Fields>(),
        ["SizeRw"] = written,
        ["SizeRootFs"] = written + roots.GetValueOrDefault(container.ImageId),
        ["Labels"] = Fields.Map(container.Labels),
        ["State"] = Words.Of(container.Status),
        ["Status"] = Words.Status(container, TimeProvider.System.GetUtcNow()),
        ["HostConfig"] = new Fields { ["NetworkMode"] = container.Network },
        ["NetworkSettings"] = new Fields { ["Networks"] = null },
        ["Mounts"] = new List<Fields>(),
    };

    private static Fields Record(CacheUsage cache) => new()
    {
        ["ID"] = cache.Lease,
        ["Type"] = "regular",
        ["Description"] = $"{cache.Layers} layers that earlier builds made",
        ["InUse"] = false,
        ["Shared"] = false,
        ["Size"] = cache.Size,
        ["CreatedAt"] = Human.Rfc3339(null),
        ["LastUsedAt"] = null,
        ["UsageCount"] = 0,
    };
}
