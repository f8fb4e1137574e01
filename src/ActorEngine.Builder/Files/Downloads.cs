using System.Globalization;
using System.Security.Cryptography;
using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>A file that ADD fetched.</summary>
/// <param name="Name">Under which it is put into a directory.</param>
/// <param name="Digest">sha256 of its content.</param>
internal sealed record Download(string Name, string File, string Digest);

/// <summary>Fetches what ADD names by URL.</summary>
internal static class Downloads
{
    public static async Task<IReadOnlyList<Download>> FetchAsync(BuildSetting build, CopyStep step, CancellationToken cancellation)
    {
        List<Download> files = [];
        foreach (string url in step.Urls) files.Add(await FetchAsync(build, step, url, cancellation).ConfigureAwait(false));
        return files;
    }

    private static async Task<Download> FetchAsync(BuildSetting build, CopyStep step, string url, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address)) throw Wrong(url, "it is no address");
        string name = Uri.UnescapeDataString(address.AbsolutePath[(address.AbsolutePath.LastIndexOf('/') + 1)..]);
        if (name is "" or "." or ".." || name.Contains('/'))
        {
            if (step.Destination.EndsWith('/')) throw Wrong(url, "it names no file; write the file's name at the end of the destination");
            name = "download";
        }

        Directory.CreateDirectory(build.Directory);
        string path = Path.Combine(build.Directory, Guid.NewGuid().ToString("n"));
        try
        {
            using HttpResponseMessage response = await build.Tools.Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) throw Wrong(url, $"the server answers {((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)}");
            string digest = await SaveAsync(response, path, build.Services.Settings.MaxContextBytes, cancellation).ConfigureAwait(false);
            File.SetLastWriteTimeUtc(path, (response.Content.Headers.LastModified ?? DateTimeOffset.UnixEpoch).UtcDateTime);
            if (step.Checksum is { } wanted && wanted != "sha256:" + digest) throw Wrong(url, $"its content has the digest sha256:{digest}, not {wanted}");
            return new Download(name, path, digest);
        }
        catch (HttpRequestException failed)
        {
            throw Wrong(url, failed.Message);
        }
    }

    private static async Task<string> SaveAsync(HttpResponseMessage response, string path, long most, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using FileStream file = File.Create(path);
        byte[] buffer = new byte[128 << 10];
        long total = 0;
        for (int count; (count = await body.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            if ((total += count) > most) throw new BuildException(FaultCode.InvalidArgument, $"The download is longer than {most} bytes.");
            hash.AppendData(buffer, 0, count);
            await file.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static BuildException Wrong(string url, string why) => new(new Fault(FaultCode.NotFound, $"{url} cannot be fetched: {why}.") { Field = "dockerfile" });
}
