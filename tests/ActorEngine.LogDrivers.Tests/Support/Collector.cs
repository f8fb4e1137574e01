using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorEngine.LogDrivers.Tests.Support;

/// <summary>Takes HTTP requests one after the other and answers as it was told; no collector is in Debian.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task serving;
    private readonly Queue<(string Status, string Headers, byte[] Body)> answers = new();

    public Collector()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public List<(string Head, byte[] Body)> Requests { get; } = [];

    /// <summary>The next answer that is not yet ordered is this one; after them all it is 200.</summary>
    public void Answer(string status, string headers = "", byte[]? body = null) => answers.Enqueue((status, headers, body ?? []));

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var taken = await listener.AcceptTcpClientAsync(stopping.Token);
            var stream = taken.GetStream();
            while (await ReadHeadAsync(stream) is { } head)
            {
                string length = head.Split('\n').Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
                byte[] body = new byte[int.Parse(length["Content-Length:".Length..])];
                await stream.ReadExactlyAsync(body, stopping.Token);
                if (head.Contains("gzip", StringComparison.Ordinal)) body = Inflate(body);
                Requests.Add((head, body));
                var (status, headers, answer) = answers.TryDequeue(out var ordered) ? ordered : ("200 OK", "", []);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}Content-Length: {answer.Length}\r\n\r\n"), stopping.Token);
                await stream.WriteAsync(answer, stopping.Token);
            }
        }
    }

    private async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, stopping.Token) == 0) return null;
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static byte[] Inflate(byte[] body)
    {
        using var inflating = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var all = new MemoryStream();
        inflating.CopyTo(all);
        return all.ToArray();
    }
}
