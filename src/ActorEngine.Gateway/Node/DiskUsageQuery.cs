using System.Collections;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Node;

/// <summary>Answers system/df: what is kept on the disk, by type.</summary>
internal static class DiskUsageQuery
{
    public static async Task AnswerAsync(Call call)
    {
        var types = Types(call);
        var usage = await call.AskAsync<DiskUsage>(new GetDiskUsage()).ConfigureAwait(false);
        var images = await call.AskAsync<ImageList>(new ListImages()).ConfigureAwait(false);
        var containers = await call.AskAsync<ContainerList>(new ListContainers { All = true, Details = true }).ConfigureAwait(false);
        var volumes = await call.AskAsync<VolumeList>(new ListVolumes()).ConfigureAwait(false);
        var kept = new KeptObjects(usage, images, containers.Containers, volumes.Volumes, call.Version);
        var fields = new Fields();
        bool verbose = call.Flag("verbose");
        // 1.52 gives both forms, so that clients that ask for no version go on.
        if (!call.Version.Has(1, 52) || !verbose) AddLists(fields, kept, types);
        if (call.Version.Has(1, 52)) AddTotals(fields, kept, types, verbose);
        await call.WriteAsync(fields).ConfigureAwait(false);
    }

    private static HashSet<string> Types(Call call)
    {
        string[] all = ["container", "image", "volume", "build-cache"];
        var asked = call.QueryAll("type");
        if (asked.Count == 0 || !call.Version.Has(1, 42)) return [.. all];
        return asked.FirstOrDefault(type => !all.Contains(type)) is { } unknown ? throw new ApiException(400, $"unknown object type: {unknown}") : [.. asked];
    }

    private static void AddLists(Fields fields, KeptObjects kept, HashSet<string> types)
    {
        if (types.Contains("image")) fields["LayersSize"] = kept.Usage.ImagesSize;
        if (types.Contains("image")) fields["Images"] = kept.Images;
        if (types.Contains("container")) fields["Containers"] = kept.Containers;
        if (types.Contains("volume")) fields["Volumes"] = kept.Volumes;
        if (types.Contains("build-cache")) fields["BuildCache"] = kept.Cache;
    }

    private static void AddTotals(Fields fields, KeptObjects kept, HashSet<string> types, bool verbose)
    {
        void Add(string type, string name, int active, int total, long reclaimable, long size, ICollection items)
        {
            if (!types.Contains(type)) return;
            var one = new Fields { ["ActiveCount"] = active, ["TotalCount"] = total, ["Reclaimable"] = reclaimable, ["TotalSize"] = size };
            if (verbose && items.Count > 0) one["Items"] = items;
            fields[name] = one;
        }

        var usage = kept.Usage;
        Add("image", "ImageUsage", usage.Images.Count(image => image.Containers > 0), usage.Images.Count, usage.ImagesReclaimable, usage.ImagesSize, kept.Images);
        long written = usage.Containers.Sum(container => container.Size);
        Add("container", "ContainerUsage", usage.Containers.Count(IsActive), usage.Containers.Count, written - usage.Containers.Where(IsActive).Sum(container => container.Size), written, kept.Containers);
        var measured = usage.Volumes.Where(volume => volume.Size > 0).ToList();
        Add("volume", "VolumeUsage", usage.Volumes.Count(volume => volume.Links > 0), usage.Volumes.Count, measured.Where(volume => volume.Links == 0).Sum(volume => volume.Size), measured.Sum(volume => volume.Size), kept.Volumes);
        Add("build-cache", "BuildCacheUsage", 0, kept.Cache.Count, usage.CacheSize, usage.CacheSize, kept.Cache);
    }

    private static bool IsActive(ContainerUsage container) =>
        container.Status is not (ContainerStatus.Created or ContainerStatus.Exited or ContainerStatus.Removing or ContainerStatus.Dead);
}
