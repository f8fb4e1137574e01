using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>How a blob came to be at the registry.</summary>
internal enum UploadOutcome
{
    /// <summary>It was there.</summary>
    Exists,
    /// <summary>The registry took it from another repository.</summary>
    Mounted,
    /// <summary>It was sent.</summary>
    Sent,
}

/// <summary>Brings one blob to a registry (distribution-spec, "Push"): asks whether it is there, tries mounts, then sends it whole or in chunks.</summary>
/// <param name="mounts">Repositories of the same registry that may have it.</param>
/// <param name="progress">Told of the bytes sent.</param>
internal sealed class BlobUpload(RepositoryClient client, RegistrySettings settings, BlobDescriptor blob, Func<Stream> open, IReadOnlyList<string> mounts, Action<long> progress)
{
    private const int MostRestarts = 3;

    private string What => $"blob {client.Repository}@{blob.Digest}";

    /// <summary>The outcome, and the repository it was mounted from.</summary>
    /// <exception cref="RegistryException">The registry does not take it.</exception>
    public async Task<(UploadOutcome Outcome, string? From)> RunAsync(CancellationToken cancellation)
    {
        if (await client.HasBlobAsync(blob, cancellation).ConfigureAwait(false)) return (UploadOutcome.Exists, null);
        string? location = null;
        foreach (string repository in mounts)
        {
            if (location is not null) await AbandonAsync(location, cancellation).ConfigureAwait(false);
            using HttpResponseMessage answer = await BeginAsync($"?mount={Uri.EscapeDataString(blob.Digest.Value)}&from={Uri.EscapeDataString(repository)}", cancellation).ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.Created) return (UploadOutcome.Mounted, repository);
            location = answer.IsSuccessStatusCode ? Location(answer) : null;
        }

        for (int restarts = 0; ; restarts++)
        {
            location ??= await BeginAsync(cancellation).ConfigureAwait(false);
            if (await TrySendAsync(location, restarts == MostRestarts, cancellation).ConfigureAwait(false)) return (UploadOutcome.Sent, null);
            location = null;
        }
    }

    private Task<HttpResponseMessage> BeginAsync(string query, CancellationToken cancellation) =>
        client.SendAsync(HttpMethod.Post, client.PathOf("blobs/uploads/") + query, cancellation, body: () => new ByteArrayContent([]));

    private async Task<string> BeginAsync(CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await BeginAsync("", cancellation).ConfigureAwait(false);
        await client.ExpectAsync(answer, What, cancellation).ConfigureAwait(false);
        return Location(answer);
    }

    /// <summary>False where the registry has forgotten the upload, so that it must begin anew.</summary>
    private async Task<bool> TrySendAsync(string location, bool last, CancellationToken cancellation)
    {
        if (blob.Size > settings.UploadChunkBytes)
        {
            string? finished = await SendChunksAsync(location, last, cancellation).ConfigureAwait(false);
            if (finished is null) return false;
            return await FinishAsync(finished, () => new ByteArrayContent([]), last, cancellation).ConfigureAwait(false);
        }

        return await FinishAsync(location, () => Piece(0, blob.Size), last, cancellation).ConfigureAwait(false);
    }

    private async Task<bool> FinishAsync(string location, Func<HttpContent> body, bool last, CancellationToken cancellation)
    {
        string address = location + (location.Contains('?') ? '&' : '?') + "digest=" + Uri.EscapeDataString(blob.Digest.Value);
        using HttpResponseMessage answer = await client.SendAsync(HttpMethod.Put, address, cancellation, body: body).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotFound && !last) return false;
        await client.ExpectAsync(answer, What, cancellation).ConfigureAwait(false);
        return true;
    }

    private async Task<string?> SendChunksAsync(string location, bool last, CancellationToken cancellation)
    {
        int failures = 0;
        for (long sent = 0; sent < blob.Size;)
        {
            long from = sent, length = Math.Min(settings.UploadChunkBytes, blob.Size - sent);
            bool moved = false;
            // A chunk is not simply sent again: the registry is asked first how much of it has arrived.
            using HttpResponseMessage? answer = await TryChunkAsync(location, from, length, () => moved = true, cancellation).ConfigureAwait(false);
            if (answer is { IsSuccessStatusCode: true })
            {
                (location, sent, failures) = (Location(answer), from + length, 0);
                continue;
            }

            if (answer is not null && answer.StatusCode != HttpStatusCode.RequestedRangeNotSatisfiable && answer.StatusCode != HttpStatusCode.NotFound)
                await client.ExpectAsync(answer, What, cancellation).ConfigureAwait(false);
            failures = moved ? 1 : failures + 1;
            if (RetryPolicy.Pause(settings.Retry, failures, null, null, settings.Random.NextDouble()) is not { } pause)
                throw RegistryException.Failed($"The {What} could not be sent to {client.Registry}: the upload broke off after {sent} of {blob.Size} bytes.");
            await Task.Delay(pause, settings.Time, cancellation).ConfigureAwait(false);
            if (await StatusAsync(location, cancellation).ConfigureAwait(false) is not var (present, again))
            {
                return last ? throw RegistryException.Failed($"The registry {client.Registry} forgets the upload of the {What} again and again.") : null;
            }

            (sent, location) = (Math.Min(present, blob.Size), again);
        }

        return location;
    }

    private async Task<HttpResponseMessage?> TryChunkAsync(string location, long from, long length, Action moved, CancellationToken cancellation)
    {
        try
        {
            return await client.SendOnceAsync(HttpMethod.Patch, location, () =>
            {
                HttpContent content = new BlobContent(open, from, length, sent =>
                {
                    moved();
                    progress(sent);
                });
                content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                content.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{from}-{from + length - 1}"));
                return content;
            }, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException and not BlobUnavailableException)
        {
            return null;
        }
    }

    /// <summary>How many bytes the registry has of the upload, and where it goes on; null where it has forgotten it.</summary>
    private async Task<(long Present, string Location)?> StatusAsync(string location, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await client.SendAsync(HttpMethod.Get, location, cancellation).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        await client.ExpectAsync(answer, What, cancellation).ConfigureAwait(false);
        string range = answer.Headers.NonValidated.TryGetValues("Range", out var values) ? values.ToString() : "";
        int dash = range.LastIndexOf('-');
        // 0-0 is how registries say that they have nothing.
        long present = dash >= 0 && long.TryParse(range.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long lastByte) && lastByte > 0 ? lastByte + 1 : 0;
        return (present, answer.Headers.Location is null ? location : Location(answer));
    }

    private async Task AbandonAsync(string location, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await client.SendAsync(HttpMethod.Delete, location, cancellation).ConfigureAwait(false);
    }

    private HttpContent Piece(long from, long length)
    {
        var content = new BlobContent(open, from, length, progress);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return content;
    }

    private string Location(HttpResponseMessage answer) => answer.Headers.Location is { } location
        ? new Uri(answer.RequestMessage!.RequestUri!, location).AbsoluteUri
        : throw RegistryException.Failed($"The registry {client.Registry} does not say where to send the {What}.");
}
