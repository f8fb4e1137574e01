using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>A small volume plugin: HTTP on a Unix socket, volumes as directories of its own.</summary>
internal sealed class VolumePlugin : IAsyncDisposable
{
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource stopping = new();
    private readonly string root;
    private readonly Task serving;

    public VolumePlugin(string directory, string name)
    {
        root = Directory.CreateDirectory(Path.Combine(directory, name + "-volumes")).FullName;
        listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(directory, name + ".sock")));
        listener.Listen();
        serving = ServeAsync();
    }

    /// <summary>Calls as they came, NAME VOLUME ID.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Calls that are never answered.</summary>
    public string Hangs { get; set; } = "";

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await listener.AcceptAsync(stopping.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task AnswerAsync(Socket connection)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            while (await reader.ReadLineAsync(stopping.Token) is { Length: > 0 } first)
            {
                int length = 0;
                while (await reader.ReadLineAsync(stopping.Token) is { Length: > 0 } header)
                    if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(header[15..]);
                char[] body = new char[length];
                await reader.ReadBlockAsync(body, stopping.Token);
                string call = first.Split(' ')[1].TrimStart('/');
                if (call == Hangs) await Task.Delay(Timeout.Infinite, stopping.Token);
                string answer = Answer(call, new string(body));
                await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(answer)}\r\n\r\n{answer}"), stopping.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ObjectDisposedException)
        {
        }
    }

    private string Answer(string call, string body)
    {
        using JsonDocument request = JsonDocument.Parse(body);
        string name = request.RootElement.TryGetProperty("Name", out JsonElement given) ? given.GetString()! : "";
        string id = request.RootElement.TryGetProperty("ID", out JsonElement key) ? key.GetString()! : "";
        Calls.Enqueue($"{call} {name} {id}".TrimEnd());
        string path = Path.Combine(root, name);
        switch (call)
        {
            case "Plugin.Activate":
                return """{"Implements":["VolumeDriver"]}""";
            case "VolumeDriver.Capabilities":
                return """{"Capabilities":{"Scope":"global"}}""";
            case "VolumeDriver.Create":
                if (request.RootElement.TryGetProperty("Opts", out JsonElement options) && options.TryGetProperty("refuse", out _)) return """{"Err":"no space left in the cloud"}""";
                Directory.CreateDirectory(path);
                return "{}";
            case "VolumeDriver.Remove":
                Directory.Delete(path, recursive: true);
                return "{}";
            case "VolumeDriver.Mount" or "VolumeDriver.Path":
                return JsonSerializer.Serialize(new { Mountpoint = path });
            case "VolumeDriver.Get":
                return Directory.Exists(path) ? JsonSerializer.Serialize(new { Volume = new { Name = name, Mountpoint = path, Status = new { Tier = "gold" } } }) : """{"Err":"no such volume"}""";
            case "VolumeDriver.List":
                return JsonSerializer.Serialize(new { Volumes = Directory.GetDirectories(root).Select(directory => new { Name = Path.GetFileName(directory), Mountpoint = directory }) });
            default:
                return "{}";
        }
    }
}
