using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>A Docker authorisation plugin: HTTP on a Unix socket. Allows what it is not told to refuse, and remembers what it was asked.</summary>
internal sealed class GuardPlugin : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _path;
    private readonly Task _serving;

    public GuardPlugin(string directory, string name)
    {
        Directory.CreateDirectory(directory);
        _path = Path.Combine(directory, name + ".sock");
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
        _serving = Serve();
    }

    /// <summary>The answer to a call (AuthZReq or AuthZRes) with its question; null allows.</summary>
    public Func<string, JsonElement, string?> Answer { get; set; } = (_, _) => null;

    /// <summary>Calls and their questions, in their order.</summary>
    public ConcurrentQueue<(string Call, JsonElement Question)> Asked { get; } = new();

    /// <summary>The last question of a call about a path.</summary>
    public JsonElement Last(string call, string path) =>
        Asked.Last(asked => asked.Call == call && asked.Question.GetProperty("RequestUri").GetString()!.Contains(path, StringComparison.Ordinal)).Question;

    /// <summary>A field of bytes, as text; empty where it is not there.</summary>
    public static string Text(JsonElement question, string field) => question.TryGetProperty(field, out var value) ? Encoding.UTF8.GetString(value.GetBytesFromBase64()) : "";

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _serving;
        File.Delete(_path);
    }

    private async Task Serve()
    {
        try
        {
            while (true) _ = Talk(await _listener.AcceptAsync(_stopping.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task Talk(Socket connection)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            await using var closing = _stopping.Token.Register(connection.Dispose);
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            while (await reader.ReadLineAsync(_stopping.Token) is { Length: > 0 } first)
            {
                int length = 0;
                while (await reader.ReadLineAsync(_stopping.Token) is { Length: > 0 } header)
                    if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(header[15..]);
                char[] body = new char[length];
                await reader.ReadBlockAsync(body, _stopping.Token);
                string answer = Reply(first.Split(' ')[1].TrimStart('/'), new string(body));
                await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(answer)}\r\n\r\n{answer}"), _stopping.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ObjectDisposedException or SocketException)
        {
        }
    }

    private string Reply(string call, string body)
    {
        if (call == "Plugin.Activate") return """{"Implements":["authz"]}""";
        var question = JsonDocument.Parse(body).RootElement;
        call = call["AuthZPlugin.".Length..];
        Asked.Enqueue((call, question));
        return Answer(call, question) ?? """{"Allow":true}""";
    }
}
