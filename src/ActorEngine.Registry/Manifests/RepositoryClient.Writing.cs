using System.Net;
using System.Net.Http.Headers;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Registry;

/// <summary>What is asked and told when something is brought to a registry (distribution-spec, "Push").</summary>
internal sealed partial class RepositoryClient
{
    /// <summary>Has the repository this blob?</summary>
    public async Task<bool> HasBlobAsync(BlobDescriptor blob, CancellationToken cancellation)
    {
        using HttpResponseMessage there = await SendAsync(HttpMethod.Head, PathOf($"blobs/{blob.Digest}"), cancellation).ConfigureAwait(false);
        if (there.IsSuccessStatusCode) return true;
        if (there.StatusCode != HttpStatusCode.NotFound) await ExpectAsync(there, $"blob {Repository}@{blob.Digest}", cancellation).ConfigureAwait(false);
        return false;
    }

    /// <summary>Bytes of a blob of which only the digest is known.</summary>
    /// <exception cref="RegistryException">There is none, or the registry does not say.</exception>
    public async Task<long> BlobSizeAsync(Digest blob, CancellationToken cancellation)
    {
        using HttpResponseMessage there = await SendAsync(HttpMethod.Head, PathOf($"blobs/{blob}"), cancellation).ConfigureAwait(false);
        await ExpectAsync(there, $"blob {Repository}@{blob}", cancellation).ConfigureAwait(false);
        return there.Content.Headers.ContentLength ?? throw RegistryException.Failed($"The registry {Registry} does not say how long the blob {blob} is.");
    }

    /// <summary>Puts a manifest under a tag or its digest. True where the registry lists it as a referrer of its subject by itself.</summary>
    public async Task<bool> PutManifestAsync(ImageManifest manifest, string reference, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Put, PathOf($"manifests/{reference}"), cancellation, body: () => new ByteArrayContent(manifest.Content)
        {
            Headers = { ContentType = new MediaTypeHeaderValue(manifest.MediaType) },
        }).ConfigureAwait(false);
        await ExpectAsync(answer, reference.Contains(':') ? $"manifest {Repository}@{reference}" : $"manifest {Repository}:{reference}", cancellation).ConfigureAwait(false);
        return answer.Headers.Contains("OCI-Subject");
    }

    /// <summary>
    /// Adds a manifest to the list of its subject's referrers at a registry that keeps none itself: an index under a tag made from the
    /// subject's digest (distribution-spec, "Pushing Manifests with Subject").
    /// </summary>
    public async Task AddReferrerAsync(Digest subject, ImageManifest manifest, CancellationToken cancellation)
    {
        string tag = subject.Value.Replace(':', '-');
        IReadOnlyList<DescriptorDocument> before = await ReferrersByTagAsync(subject, cancellation).ConfigureAwait(false);
        if (before.Any(known => known.Digest == manifest.Digest.Value)) return;
        byte[] index = ImageJson.Write(json =>
        {
            json.WriteNumber("schemaVersion", 2);
            json.WriteString("mediaType", MediaTypes.Index);
            json.WriteStartArray("manifests");
            foreach (DescriptorDocument known in before) ReferrerJson.Write(json, known);
            ReferrerJson.Write(json, ReferrerJson.Of(manifest));
            json.WriteEndArray();
        });
        await PutManifestAsync(ImageManifest.Read(index, MediaTypes.Index, null, $"referrers of {Repository}@{subject}"), tag, cancellation).ConfigureAwait(false);
    }
}
