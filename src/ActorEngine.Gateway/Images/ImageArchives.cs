using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Streams;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Images;

/// <summary>Images as archives, out of the engine and into it.</summary>
internal static class ImageArchives
{
    /// <summary>Bytes between two lines about a load.</summary>
    private const long Step = 1 << 20;

    public static Task SaveAsync(Call call) => SaveAsync(call, [call.Name()]);

    public static Task SaveManyAsync(Call call) => SaveAsync(call, [.. call.QueryAll("names").SelectMany(names => names.Split(',')).Where(name => name.Length > 0)]);

    public static Task LoadAsync(Call call)
    {
        Platforms(call);
        return ProgressStream.RunAsync(call, async output =>
        {
            long told = 0;
            bool quiet = call.Flag("quiet", otherwise: true);
            var command = new LoadImage();
            await using var stream = await call.OpenAsync(command).ConfigureAwait(false);
            var loaded = await Upload.SendAsync<ImagesLoaded>(call, command, stream, quiet ? null : TellAsync).ConfigureAwait(false);
            foreach (var image in loaded.Images)
            {
                foreach (string name in image.References) await output.TextAsync($"Loaded image: {name}\n").ConfigureAwait(false);
                if (image.References.Count == 0) await output.TextAsync($"Loaded image ID: {image.Id}\n").ConfigureAwait(false);
            }

            async Task TellAsync(long sent)
            {
                if (sent - told < Step) return;
                told = sent;
                long total = call.Http.Request.ContentLength ?? 0;
                await output.WriteAsync(Progress(sent, total)).ConfigureAwait(false);
            }
        }, always: true);
    }

    internal static Fields Progress(long sent, long total)
    {
        var detail = new Fields { ["current"] = sent };
        if (total > 0) detail["total"] = total;
        return new Fields { ["status"] = "Loading layer", ["progressDetail"] = detail, ["progress"] = TransferLine.Bar(sent, total), ["id"] = "archive" };
    }

    private static async Task SaveAsync(Call call, IReadOnlyList<string> names)
    {
        if (names.Count == 0) throw new ApiException(400, "no image is named: give the parameter names");
        foreach (string platform in Platforms(call))
        {
            foreach (string name in names)
            {
                var image = await call.AskAsync<ImageInspection>(new InspectImage(new ImageReference(name))).ConfigureAwait(false);
                ImagePlatform.Check(platform, ImageResource.PlatformOf(image), name);
            }
        }

        await using var stream = await call.OpenAsync(new SaveImages([.. names.Select(name => new ImageReference(name))])).ConfigureAwait(false);
        await Download.RunAsync(call, stream).ConfigureAwait(false);
    }

    // What one image has more than one of is chosen from in the registry: the store keeps the one that it was asked for.
    private static List<string> Platforms(Call call)
    {
        if (!call.Version.Has(1, 48)) return [];
        List<string> platforms = [.. call.QueryAll("platform").Select(ImagePlatform.Read).OfType<string>()];
        return platforms.Count < 2 || call.Version.Has(1, 52) ? platforms
            : throw new ApiException(400, "multiple platform parameters are not supported in this API version; use API version 1.52 or later");
    }
}
