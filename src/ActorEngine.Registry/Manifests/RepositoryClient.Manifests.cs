using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Registry;

/// <summary>Manifests, tags, repositories, referrers (distribution-spec, "Pull", "Content Discovery", "Content Management").</summary>
internal sealed partial class RepositoryClient
{
    private const int MaxNesting = 4, MostPages = 1000, MostNames = 100_000;

    /// <summary>Fetches a manifest or index by tag or digest.</summary>
    public async Task<ImageManifest> ManifestAsync(string reference, CancellationToken cancellation)
    {
        string what = reference.Contains(':') ? $"manifest {Repository}@{reference}" : $"manifest {Repository}:{reference}";
        var (response, content) = (await DocumentAsync(PathOf($"manifests/{reference}"), what, cancellation, AcceptManifests).ConfigureAwait(false))!.Value;
        string? type = response.Content.Headers.ContentType?.MediaType;
        Digest? expected = reference.Contains(':') ? new Digest(reference) : Named(response);
        return ImageManifest.Read(content, type, expected, what);
    }

    /// <summary>Asks which digest a reference has now, without fetching anything; null where the registry does not say.</summary>
    public async Task<Digest?> TryDigestAsync(string reference, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Head, PathOf($"manifests/{reference}"), cancellation, AcceptManifests).ConfigureAwait(false);
        return response.IsSuccessStatusCode && Named(response) is { } named ? named : null;
    }

    /// <summary>
    /// Fetches what a reference means on a platform: the manifest under it, or the one that an index there names for the platform.
    /// </summary>
    /// <returns>What the reference names itself, and the image's manifest.</returns>
    public async Task<(ImageManifest Top, ImageManifest Image)> ImageAsync(string reference, Platform platform, CancellationToken cancellation)
    {
        ImageManifest top = await ManifestAsync(reference, cancellation).ConfigureAwait(false), current = top;
        for (int nesting = 0; current.IsIndex; nesting++)
        {
            if (nesting == MaxNesting) throw RegistryException.Failed($"The index {Repository}:{reference} nests deeper than {MaxNesting}; it may name itself.");
            DescriptorDocument chosen = PlatformChoice.Of(current.Document.Manifests!, platform)
                ?? throw new RegistryException(FaultCode.NotFound, $"{Registry}/{Repository}:{reference} has no image for {platform}; it has {PlatformChoice.Offered(current.Document.Manifests!)}.");
            current = await ManifestAsync(chosen.Digest!, cancellation).ConfigureAwait(false);
            if (chosen.Size != current.Content.Length) throw RegistryException.Failed($"The manifest {chosen.Digest} has {current.Content.Length} bytes, but its index says {chosen.Size}.");
        }

        return (top, current);
    }

    /// <summary>Fetches a small blob, such as an image's configuration, and checks it.</summary>
    public async Task<byte[]> SmallBlobAsync(BlobDescriptor blob, string what, CancellationToken cancellation)
    {
        if (blob.Size > settings.MaxDocumentBytes) throw RegistryException.Failed($"The {what} has {blob.Size} bytes; at most {settings.MaxDocumentBytes} are taken.");
        byte[] content = (await DocumentAsync(PathOf($"blobs/{blob.Digest}"), what, cancellation).ConfigureAwait(false))!.Value.Body;
        Digest digest = ContentDigest.Like(blob.Digest, content);
        return digest == blob.Digest ? content : throw RegistryException.Failed($"The {what} came with the digest {digest} instead of {blob.Digest}: the registry, or somebody on the way, changed it.");
    }

    /// <summary>All tags, in the registry's order.</summary>
    public Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellation) => ListAsync(
        PathOf("tags/list?n=1000"), $"tags of {Repository}", body => JsonSerializer.Deserialize(body, RegistryJson.Default.TagsDocument)?.Tags ?? [], cancellation);

    /// <summary>All repositories, in the registry's order.</summary>
    public Task<IReadOnlyList<string>> RepositoriesAsync(CancellationToken cancellation) => ListAsync(
        "v2/_catalog?n=1000", "list of repositories", body => JsonSerializer.Deserialize(body, RegistryJson.Default.CatalogDocument)?.Repositories ?? [], cancellation);

    /// <summary>Manifests that refer to one. Registries without that interface keep them under a tag made from the digest.</summary>
    public async Task<IReadOnlyList<DescriptorDocument>> ReferrersAsync(Digest subject, CancellationToken cancellation)
    {
        string what = $"referrers of {Repository}@{subject}";
        if (await DocumentAsync(PathOf($"referrers/{subject}"), what, cancellation, AcceptManifests, absent: true).ConfigureAwait(false) is var (response, content))
            return ImageManifest.Read(content, response.Content.Headers.ContentType?.MediaType, null, what).Document.Manifests ?? [];
        return await ReferrersByTagAsync(subject, cancellation).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<DescriptorDocument>> ReferrersByTagAsync(Digest subject, CancellationToken cancellation)
    {
        try
        {
            return (await ManifestAsync(subject.Value.Replace(':', '-'), cancellation).ConfigureAwait(false)).Document.Manifests ?? [];
        }
        catch (RegistryException missing) when (missing.Fault.Code == FaultCode.NotFound)
        {
            return [];
        }
    }

    /// <summary>Deletes the manifest with this digest.</summary>
    public async Task DeleteAsync(Digest digest, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Delete, PathOf($"manifests/{digest}"), cancellation).ConfigureAwait(false);
        await ExpectAsync(response, $"deletion of {Repository}@{digest}", cancellation).ConfigureAwait(false);
    }

    /// <summary>Is there a registry, and does it take what it is shown?</summary>
    public async Task PingAsync(CancellationToken cancellation)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, "v2/", cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            throw new RegistryException(FaultCode.PermissionDenied, $"The registry {Registry} does not know this user, or not with this password.");
        await ExpectAsync(response, "login", cancellation).ConfigureAwait(false);
    }

    private static Digest? Named(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Docker-Content-Digest", out var values) && ContentDigest.IsDigest(values.ToString()) ? new Digest(values.ToString()) : null;

    private static void AcceptManifests(HttpRequestHeaders headers)
    {
        foreach (string type in MediaTypes.Manifests) headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
    }

    private async Task<IReadOnlyList<string>> ListAsync(string path, string what, Func<byte[], IReadOnlyList<string>> read, CancellationToken cancellation)
    {
        List<string> names = [];
        string? next = path;
        for (int pages = 0; next is not null; pages++)
        {
            var (response, body) = (await DocumentAsync(next, what, cancellation).ConfigureAwait(false))!.Value;
            string? link = NextPage(response);
            try
            {
                names.AddRange(read(body));
            }
            catch (JsonException error)
            {
                throw RegistryException.Failed($"The {what} is no valid list: {error.Message}", error);
            }

            if (pages == MostPages || names.Count > MostNames || (link is not null && link == next))
                throw RegistryException.Failed($"The {what} does not end: it has more than {names.Count} entries on {pages + 1} pages.");
            next = link;
        }

        return names;
    }

    // Link: </v2/x/tags/list?n=100&last=z>; rel="next"
    private static string? NextPage(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Link", out var values)) return null;
        string link = values.ToString();
        int begin = link.IndexOf('<'), end = link.IndexOf('>');
        return begin >= 0 && end > begin && link.Contains("rel=\"next\"", StringComparison.Ordinal) ? new Uri(response.RequestMessage!.RequestUri!, link[(begin + 1)..end]).PathAndQuery : null;
    }
}
