using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Images;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Registries;

/// <summary>Asks a registry what an image there is, without fetching it.</summary>
internal static class DistributionQuery
{
    public static async Task AnswerAsync(Call call)
    {
        string name = call.Name();
        var parsed = ImageNames.Parse(name);
        var image = new ImageReference(name);
        var credentials = RegistryAuth.Read(call.Http.Request.Headers[RegistryAuth.Header], parsed.Domain);
        var manifest = await FindAsync(call, new GetManifest(image) { Credentials = credentials }).ConfigureAwait(false);
        var platforms = ManifestPlatforms.Listed(manifest.Content);
        if (platforms is null && ManifestPlatforms.Configuration(manifest.Content) is var (blob, size))
        {
            // It is an image itself: its configuration says what it is for.
            using var document = new MemoryStream();
            await FetchAsync(call, new FetchBlob(image, blob, size) { Credentials = credentials }, document).ConfigureAwait(false);
            platforms = ManifestPlatforms.OfImage(Encoding.UTF8.GetString(document.ToArray()));
        }

        await call.WriteAsync(new Fields
        {
            ["Descriptor"] = new Fields
            {
                ["mediaType"] = manifest.MediaType,
                ["digest"] = manifest.Digest.Value,
                ["size"] = Encoding.UTF8.GetByteCount(manifest.Content),
            },
            ["Platforms"] = platforms ?? [],
        }).ConfigureAwait(false);
    }

    private static async Task<RegistryManifest> FindAsync(Call call, GetManifest query)
    {
        try
        {
            return await call.AskAsync<RegistryManifest>(query).ConfigureAwait(false);
        }
        catch (ApiException denied) when (denied.Status == 403)
        {
            throw new ApiException(401, $"unauthorized: {denied.Message}");
        }
    }

    private static async Task FetchAsync(Call call, FetchBlob query, Stream to)
    {
        await using var stream = await call.OpenAsync(query).ConfigureAwait(false);
        await foreach (var element in stream.ReadAsync(call.Aborted).ConfigureAwait(false))
        {
            if (element is StreamElement.Data data) await to.WriteAsync(data.Bytes, call.Aborted).ConfigureAwait(false);
            else if (element is StreamElement.End { Reply: Fault fault }) throw ApiException.Of(fault);
        }
    }
}
