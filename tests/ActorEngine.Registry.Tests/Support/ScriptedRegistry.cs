using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorEngine.Registry.Tests;

/// <summary>A request as it came.</summary>
internal sealed record ScriptedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string? this[string header] => Headers.GetValueOrDefault(header);
}

/// <summary>An answer, well-behaved or not.</summary>
internal sealed record ScriptedResponse(int Status, byte[]? Body = null)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Close the connection after so many bytes of the body.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Send the body again and again, without end and without a length.</summary>
    public bool Endless { get; init; }

    /// <summary>Announce this length instead of the right one.</summary>
    public long? Length { get; init; }

    /// <summary>Wait for this before the body.</summary>
    public Task? Gate { get; init; }
}

/// <summary>A registry that does what a test says, byte by byte. By default it serves images as it should.</summary>
internal sealed class ScriptedRegistry : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Dictionary<string, (byte[] Content, string Type)> content = new(StringComparer.Ordinal);
    private readonly Task accepting;

    public ScriptedRegistry()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>As image names say it.</summary>
    public string Name => $"127.0.0.1:{Port}";

    /// <summary>All requests so far.</summary>
    public ConcurrentQueue<ScriptedRequest> Requests { get; } = new();

    /// <summary>Answers first; null leaves the request to the default.</summary>
    public Func<ScriptedRequest, ScriptedResponse?> Script { get; set; } = _ => null;

    public int Count(string pathPart) => Requests.Count(request => request.Path.Contains(pathPart, StringComparison.Ordinal));

    /// <summary>Serves an image under a tag.</summary>
    public void Serve(string repository, string tag, TestImage image)
    {
        foreach (byte[] blob in image.Layers.Append(image.Configuration)) content[$"/v2/{repository}/blobs/{TestImage.DigestOf(blob)}"] = (blob, "application/octet-stream");
        Serve(repository, tag, image.Manifest, "application/vnd.oci.image.manifest.v1+json");
    }

    /// <summary>Serves bytes at a path.</summary>
    public void ServeAt(string path, byte[] bytes, string type) => content[path] = (bytes, type);

    /// <summary>Serves a document as a manifest, by tag and by digest.</summary>
    public void Serve(string repository, string tag, byte[] manifest, string type)
    {
        content[$"/v2/{repository}/manifests/{tag}"] = (manifest, type);
        content[$"/v2/{repository}/manifests/{TestImage.DigestOf(manifest)}"] = (manifest, type);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await listener.AcceptSocketAsync(stop.Token);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            while (await ReadAsync(stream) is { } request)
            {
                Requests.Enqueue(request);
                ScriptedResponse response = Script(request) ?? Default(request);
                if (!await WriteAsync(stream, request, response)) return;
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private ScriptedResponse Default(ScriptedRequest request)
    {
        if (request.Path == "/v2/") return new ScriptedResponse(200, "{}"u8.ToArray());
        if (!content.TryGetValue(request.Path, out var found)) return new ScriptedResponse(404, "{\"errors\":[{\"code\":\"UNKNOWN\",\"message\":\"unknown\"}]}"u8.ToArray());
        var response = new ScriptedResponse(200, found.Content) { Headers = { ["Content-Type"] = found.Type } };
        if (request.Path.Contains("/manifests/", StringComparison.Ordinal) && !request.Path.Contains("sha512", StringComparison.Ordinal)) response.Headers["Docker-Content-Digest"] = TestImage.DigestOf(found.Content);
        return response;
    }

    private async Task<ScriptedRequest?> ReadAsync(Stream stream)
    {
        var head = new List<byte>();
        byte[] one = new byte[1];
        while (head.Count < 4 || !(head[^1] == '\n' && head[^3] == '\n'))
        {
            if (await stream.ReadAsync(one, stop.Token) == 0) return null;
            head.Add(one[0]);
            // A client that tries TLS first says so with its first byte.
            if (head.Count == 1 && one[0] == 22) return null;
        }

        string[] lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        byte[] body = new byte[headers.TryGetValue("Content-Length", out string? length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, stop.Token);
        string[] start = lines[0].Split(' ');
        return new ScriptedRequest(start[0], start[1], headers, body);
    }

    private async Task<bool> WriteAsync(Stream stream, ScriptedRequest request, ScriptedResponse response)
    {
        byte[] body = response.Body ?? [];
        var head = new StringBuilder($"HTTP/1.1 {response.Status} X\r\n");
        foreach (var (name, value) in response.Headers) head.Append($"{name}: {value}\r\n");
        head.Append(response.Endless ? "Connection: close\r\n" : $"Content-Length: {response.Length ?? body.Length}\r\n").Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()), stop.Token);
        if (request.Method == "HEAD") return true;
        if (response.Gate is { } gate) await gate.WaitAsync(stop.Token);
        await stream.WriteAsync(body.AsMemory(0, Math.Min(response.CutAfter ?? body.Length, body.Length)), stop.Token);
        while (response.Endless) await stream.WriteAsync(body, stop.Token);
        return response.CutAfter is null;
    }
}
