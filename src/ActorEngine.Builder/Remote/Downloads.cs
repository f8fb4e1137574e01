using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>A file that ADD names by URL.</summary>
/// <param name="Name">Under which it is put into a directory.</param>
/// <param name="Digest">sha256 of its content, in hexadecimal.</param>
/// <param name="File">Where it lies; null where its digest is known without it having been fetched.</param>
internal sealed record Download(string Name, string Digest, string? File);

/// <summary>Fetches over http and https. Redirects are followed, never from https to http.</summary>
internal sealed class Downloads : IDisposable
{
    private const int MostRedirects = 10;
    private readonly DownloadTable table;
    private readonly TimeSpan patience;
    private readonly long most;
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        MaxAutomaticRedirections = MostRedirects,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("actorengine", null) } },
    };

    /// <param name="table">Its own from here on.</param>
    /// <param name="most">Bytes of a file.</param>
    /// <param name="patience">How long a server may send nothing.</param>
    public Downloads(DownloadTable table, long most, TimeSpan patience) => (this.table, this.most, this.patience) = (table, most, patience);

    /// <summary>What a URL of ADD has now. What the server says is unchanged, or what its digest names, is not fetched.</summary>
    /// <param name="directory">For the file; made where it is missing.</param>
    /// <param name="always">Fetch it in any case.</param>
    /// <exception cref="BuildException">It cannot be had, or has another digest than --checksum says.</exception>
    public async Task<Download> FindAsync(CopyStep step, string url, string directory, bool always, CancellationToken cancellation)
    {
        string name = NameOf(step, url);
        if (!always && step.Checksum is { } wanted) return new Download(name, wanted["sha256:".Length..], null);
        KnownDownload? known = always ? null : table.Find(url);
        if (await FetchAsync(url, directory, known, cancellation).ConfigureAwait(false) is not { } fetched) return new Download(name, known!.Digest, null);
        if (step.Checksum is { } sum && sum != "sha256:" + fetched.Digest) throw Wrong(url, $"its content has the digest sha256:{fetched.Digest}, not {sum}");
        return new Download(name, fetched.Digest, fetched.File);
    }

    /// <summary>Fetches a file.</summary>
    public async Task<string> FetchAsync(string url, string directory, CancellationToken cancellation) =>
        (await FetchAsync(url, directory, null, cancellation).ConfigureAwait(false))!.Value.File;

    public void Dispose()
    {
        http.Dispose();
        table.Dispose();
    }

    // null where it is what is known.
    private async Task<(string File, string Digest)?> FetchAsync(string url, string directory, KnownDownload? known, CancellationToken cancellation)
    {
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stalled.CancelAfter(patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(url));
            if (known?.ETag is { } tag) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            else request.Headers.IfModifiedSince = known?.Modified;
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stalled.Token).ConfigureAwait(false);
            if (known is not null && response.StatusCode == HttpStatusCode.NotModified) return null;
            if (!response.IsSuccessStatusCode) throw Wrong(url, $"the server answers {((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)}");
            Directory.CreateDirectory(directory);
            string path = Path.Combine(directory, Guid.NewGuid().ToString("n"));
            string digest = await SaveAsync(url, response, path, stalled).ConfigureAwait(false);
            DateTimeOffset? modified = response.Content.Headers.LastModified;
            File.SetLastWriteTimeUtc(path, (modified ?? DateTimeOffset.UnixEpoch).UtcDateTime);
            string? mark = response.Headers.TryGetValues("ETag", out IEnumerable<string>? marks) ? marks.First() : null;
            if (mark is not null || modified is not null) table.Add(url, new KnownDownload(mark, modified, digest));
            return (path, digest);
        }
        catch (HttpRequestException failed)
        {
            throw Wrong(url, failed.InnerException is { } inner ? $"{failed.Message.TrimEnd('.')}: {inner.Message}" : failed.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Wrong(url, string.Create(CultureInfo.InvariantCulture, $"the server has sent nothing for {patience.TotalSeconds:0} seconds"));
        }
    }

    private async Task<string> SaveAsync(string url, HttpResponseMessage response, string path, CancellationTokenSource stalled)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using Stream body = await response.Content.ReadAsStreamAsync(stalled.Token).ConfigureAwait(false);
        await using FileStream file = File.Create(path);
        byte[] buffer = new byte[128 << 10];
        long total = 0;
        for (int count; (count = await body.ReadAsync(buffer, stalled.Token).ConfigureAwait(false)) > 0;)
        {
            stalled.CancelAfter(patience);
            if ((total += count) > most) throw Wrong(url, $"it is longer than {most} bytes");
            hash.AppendData(buffer, 0, count);
            await file.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None).ConfigureAwait(false);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string NameOf(CopyStep step, string url)
    {
        string path = AddressOf(url).AbsolutePath, name = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        if (name is not ("" or "." or "..") && !name.Contains('/')) return name;
        return step.Destination.EndsWith('/') ? throw Wrong(url, "it names no file; write the file's name at the end of the destination") : "download";
    }

    private static Uri AddressOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? address : throw Wrong(url, "it is no http address");

    private static BuildException Wrong(string url, string why) => new(new Fault(FaultCode.NotFound, $"{url} cannot be fetched: {why}.") { Field = "dockerfile" });
}
