using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Images;

/// <summary>What images there are, and what they are.</summary>
internal static class ImageQueries
{
    public static async Task ListAsync(Call call)
    {
        var filters = call.Filters();
        // How the oldest clients filter by name.
        if (!call.Version.Has(1, 25) && call.Text("filter") is { } pattern && !filters.Any(filter => filter.Key == "reference")) filters = [.. filters, new Filter("reference", pattern)];
        var list = await call.AskAsync<ImageList>(new ListImages { Filters = filters }).ConfigureAwait(false);
        var shared = new Dictionary<Digest, long>();
        if (call.Version.Has(1, 42) && call.Flag("shared-size"))
        {
            var usage = await call.AskAsync<DiskUsage>(new GetDiskUsage()).ConfigureAwait(false);
            foreach (var image in usage.Images) shared[image.Id] = image.SharedSize;
        }

        await call.WriteAsync(list.Images.Select(image => ImageResource.Row(image, shared.TryGetValue(image.Id, out long size) ? size : -1, call.Version))).ConfigureAwait(false);
    }

    public static async Task InspectAsync(Call call)
    {
        string? platform = call.Version.Has(1, 49) ? ImagePlatform.Read(call.Text("platform")) : null;
        if (platform is not null && call.Version.Has(1, 48) && call.Flag("manifests")) throw new ApiException(400, "conflicting options: manifests and platform options cannot both be set");
        var image = await FindAsync(call, platform).ConfigureAwait(false);
        await call.WriteAsync(ImageResource.Of(image, call.Version)).ConfigureAwait(false);
    }

    public static async Task HistoryAsync(Call call)
    {
        string? platform = call.Version.Has(1, 48) ? ImagePlatform.Read(call.Text("platform")) : null;
        var image = await FindAsync(call, platform).ConfigureAwait(false);
        var history = await call.AskAsync<ImageHistory>(new GetImageHistory(new ImageReference(image.Id.Value))).ConfigureAwait(false);
        await call.WriteAsync(history.Entries.Select((entry, number) => ImageResource.Step(entry, number == 0 ? image : null))).ConfigureAwait(false);
    }

    public static async Task SearchAsync(Call call)
    {
        if (call.Number("limit") is < 0) throw new ApiException(400, "invalid limit specified");
        // A registry answers it with a fault, which is the answer; there is no other.
        await call.AskAsync<Done>(new SearchImages(call.Query("term") ?? "")).ConfigureAwait(false);
    }

    internal static async Task<ImageInspection> FindAsync(Call call, string? platform)
    {
        var image = await call.AskAsync<ImageInspection>(new InspectImage(new ImageReference(call.Name()))).ConfigureAwait(false);
        ImagePlatform.Check(platform, ImageResource.PlatformOf(image), call.Name());
        return image;
    }
}
