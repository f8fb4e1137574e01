using System.Buffers;
using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Containers;
using ActorEngine.Gateway.Images;
using ActorEngine.Gateway.Routing;
using ActorEngine.Gateway.Volumes;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Node;

/// <summary>What is on the disk, as the lists of system/df show it.</summary>
internal sealed class KeptObjects(DiskUsage usage, ImageList images, IReadOnlyList<ContainerSummary> containers, IReadOnlyList<VolumeInspection> volumes, ApiVersion version)
{
    public DiskUsage Usage { get; } = usage;

    public List<Fields> Images
    {
        get
        {
            var sizes = Usage.Images.ToDictionary(image => image.Id);
            return [.. images.Images.Where(image => sizes.ContainsKey(image.Id)).Select(image => Image(image, sizes[image.Id]))];
        }
    }

    /// <summary>As the list of containers shows them, with their sizes.</summary>
    public List<JsonElement> Containers
    {
        get
        {
            var bytes = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(bytes)) ContainerRow.Write(json, containers, version, new ContainerSizes(Usage, images), TimeProvider.System.GetUtcNow());
            using var document = JsonDocument.Parse(bytes.WrittenMemory);
            return [.. document.RootElement.Clone().EnumerateArray()];
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
