using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ActorEngine.Builder.Tests;

/// <summary>An http server on loopback for the files of a folder. What it was asked is noted.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly string folder;

    public FileServer(string folder)
    {
        this.folder = folder;
        Url = $"http://127.0.0.1:{FreePort()}/";
        listener.Prefixes.Add(Url);
        listener.Start();
        _ = ServeAsync();
    }

    /// <summary>With a slash at its end.</summary>
    public string Url { get; }

    /// <summary>Give an ETag beside Last-Modified.</summary>
    public bool Tags { get; set; } = true;

    /// <summary>Paths that lead somewhere else.</summary>
    public ConcurrentDictionary<string, string> Redirects { get; } = new();

    /// <summary>Paths whose body stands still after its first byte.</summary>
    public ConcurrentDictionary<string, bool> Stalls { get; } = new();

    /// <summary>PATH CODE of each request, in order.</summary>
    public ConcurrentQueue<string> Answers { get; } = new();

    /// <summary>The value of the header Authorization that came with each request.</summary>
    public ConcurrentQueue<string> Authorisations { get; } = new();

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await listener.GetContextAsync());
        }
        catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext call)
    {
        string path = call.Request.Url!.AbsolutePath;
        Authorisations.Enqueue(call.Request.Headers["Authorization"] ?? "");
        HttpListenerResponse response = call.Response;
        try
        {
            string file = Path.Combine(folder, Uri.UnescapeDataString(path[1..]));
            if (Redirects.TryGetValue(path, out string? target))
            {
                response.StatusCode = 302;
                response.RedirectLocation = target;
            }
            else if (!File.Exists(file)) response.StatusCode = 404;
            else await SendAsync(call, path, file);
            Answers.Enqueue($"{path} {response.StatusCode}");
            response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The client has gone.
        }
    }

    private async Task SendAsync(HttpListenerContext call, string path, string file)
    {
        HttpListenerResponse response = call.Response;
        byte[] content = await File.ReadAllBytesAsync(file);
        string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"";
        DateTime modified = File.GetLastWriteTimeUtc(file);
        bool same = call.Request.Headers["If-None-Match"] is { } known ? known == tag
            : call.Request.Headers["If-Modified-Since"] is { } since && DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime >= modified.AddSeconds(-1);
        if (Tags) response.Headers["ETag"] = tag;
        response.Headers["Last-Modified"] = modified.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        if (same)
        {
            response.StatusCode = 304;
            return;
        }

        response.ContentLength64 = content.Length;
        if (Stalls.ContainsKey(path))
        {
            await response.OutputStream.WriteAsync(content.AsMemory(0, 1));
            await response.OutputStream.FlushAsync();
            await Task.Delay(Timeout.Infinite);
        }

        await response.OutputStream.WriteAsync(content);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
