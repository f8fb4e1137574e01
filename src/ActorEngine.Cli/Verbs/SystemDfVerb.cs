using System.Globalization;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Shapes;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class SystemDfVerb
{
    private static readonly IReadOnlyList<Column> Columns =
        [new("Type", "TYPE"), new("TotalCount", "TOTAL"), new("Active", "ACTIVE"), new("Size", "SIZE"), new("Reclaimable", "RECLAIMABLE")];

    public static Verb Definition => new("system df", "show what the engine keeps on the disk")
    {
        Synopsis = ["[OPTIONS]"],
        Description = "Shows how much of the disk images, containers, volumes and what builds keep take, and what a prune would give back. Layers that images share count once; an image counts with its blobs and its unpacked content.",
        Options = [Rows.Option, Option.Flag("verbose", "Show each of them.", 'v')],
        Most = 0,
        SeeAlso = ["images", "ps"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        bool verbose = call.Arguments.Flag("verbose");
        if (verbose && call.Arguments.Has("format")) throw call.Arguments.Wrong("verbose", "it does not go with --format.");
        var rows = new Rows(call.Arguments, Columns);
        var usage = await call.AskAsync<DiskUsage>(new GetDiskUsage());
        call.Console.Write(verbose ? Verbose(usage, call.Clock.GetUtcNow()) : rows.Render(Summary(usage)));
        return 0;
    }

    private static IEnumerable<Fields> Summary(DiskUsage usage)
    {
        long stopped = usage.Containers.Where(container => !IsUp(container)).Sum(container => container.Size), all = usage.Containers.Sum(container => container.Size);
        yield return Row("Images", usage.Images.Count, usage.Images.Count(image => image.Containers > 0), usage.ImagesSize, usage.ImagesReclaimable);
        yield return Row("Containers", usage.Containers.Count, usage.Containers.Count(IsUp), all, stopped);
        long unused = usage.Volumes.Where(volume => volume.Links == 0).Sum(Size);
        yield return Row("Local Volumes", usage.Volumes.Count, usage.Volumes.Count(volume => volume.Links > 0), usage.Volumes.Sum(Size), unused);
        yield return Row("Build Cache", usage.Cache.Sum(lease => lease.Layers), 0, usage.CacheSize, usage.CacheSize);
    }

    private static Fields Row(string type, int total, int active, long size, long reclaimable) => new()
    {
        ["Type"] = type,
        ["TotalCount"] = total.ToString(CultureInfo.InvariantCulture),
        ["Active"] = active.ToString(CultureInfo.InvariantCulture),
        ["Size"] = Human.Size(size),
        ["Reclaimable"] = size == 0 ? Human.Size(reclaimable) : $"{Human.Size(reclaimable)} ({reclaimable * 100 / size}%)",
    };

    private static string Verbose(DiskUsage usage, DateTimeOffset now)
    {
        List<string> images = ["REPOSITORY\tTAG\tIMAGE ID\tCREATED\tSIZE\tSHARED SIZE\tUNIQUE SIZE\tCONTAINERS"];
        foreach (var image in usage.Images)
        {
            foreach (string name in image.References.DefaultIfEmpty("<none>:<none>"))
            {
                var (repository, tag) = ImageShape.Split(name);
                images.Add($"{repository}\t{tag}\t{Human.Id(image.Id.Value, false)}\t{Human.Ago(image.CreatedAt, now)}\t{Human.Size(image.Size)}\t{Human.Size(image.SharedSize)}\t{Human.Size(image.Size - image.SharedSize)}\t{image.Containers}");
            }
        }

        List<string> containers = ["CONTAINER ID\tIMAGE\tCOMMAND\tSIZE\tCREATED\tSTATUS\tNAMES"];
        containers.AddRange(usage.Containers.Select(container =>
            $"{container.Id.Short}\t{container.Image}\t\"{Human.Ellipsis(container.Command, 20)}\"\t{Human.Size(container.Size)}\t{Human.Ago(container.CreatedAt, now)}\t{Words.Of(container.Status)}\t{container.Name}"));
        List<string> volumes = ["VOLUME NAME\tLINKS\tSIZE"];
        volumes.AddRange(usage.Volumes.Select(volume => $"{volume.Name}\t{volume.Links}\t{(volume.Size < 0 ? "N/A" : Human.Size(volume.Size))}"));
        List<string> cache = ["LEASE\tLAYERS\tSIZE\tEXPIRES"];
        cache.AddRange(usage.Cache.Select(lease => $"{lease.Lease}\t{lease.Layers}\t{Human.Size(lease.Size)}\t{(lease.Expires is { } time ? Human.Rfc3339(time) : "never")}"));
        return $"Images space usage:\n\n{Table.Render(images)}\nContainers space usage:\n\n{Table.Render(containers)}\nLocal Volumes space usage:\n\n{Table.Render(volumes)}\nBuild cache usage: {Human.Size(usage.CacheSize)}\n\n{Table.Render(cache)}";
    }

    private static long Size(VolumeUsage volume) => Math.Max(0, volume.Size);

    private static bool IsUp(ContainerUsage container) => container.Status is not (ContainerStatus.Created or ContainerStatus.Exited or ContainerStatus.Dead or ContainerStatus.Removing);
}
