using System.Net.Sockets;
using System.Text;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>What is malformed or meant badly costs its sender a connection, and nobody else anything.</summary>
public sealed class GatewayHostileTests
{
    /// <summary>A long run: <c>ACTORENGINE_HOSTILE=1000000</c>.</summary>
    private static int Requests => int.TryParse(Environment.GetEnvironmentVariable("ACTORENGINE_HOSTILE"), out int many) ? many : 20_000;

    [Fact]
    public async Task Malformed_requests_leave_the_engine_serving_and_its_memory_flat()
    {
        await using var engine = await Engine.StartNew();
        (await engine.Cli("run", "-d", "--name", "kept", "busybox", "sleep", "100000")).Expect();
        using var http = GatewayEngine.Connect(engine.DockerSocket);
        await Assault(engine, 1, Requests / 2, http);
        int gateway = int.Parse(File.ReadAllText(Path.Combine(engine.Run, "gateway", "pid")).Split(' ')[0]), daemon = engine.Daemon.Pid;
        var (before, daemonBefore) = (Resident(gateway), Resident(daemon));

        await Assault(engine, 2, Requests / 2, http);

        Assert.Equal("running", await engine.Inspect("kept", "{{.State.Status}}"));
        await Until.True("their connections are gone", () => Sockets(gateway) < 20);
        Assert.InRange(Resident(gateway), 0, before + 30_000);
        Assert.InRange(Resident(daemon), 0, daemonBefore + 20_000);
    }

    [Fact]
    public async Task A_request_whose_head_does_not_come_is_let_go()
    {
        await using var engine = await Engine.StartNew();
        using var slow = await Open(engine);
        await slow.SendAsync(Encoding.ASCII.GetBytes("GET /_ping HTTP/1.1\r\nHost: d"));

        string answer = await All(slow).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_client_more_than_may_be_is_told_so()
    {
        await using var engine = await Engine.StartNew(hocon: "actorengine.gateway.connections = 3");
        var held = new List<Socket>();
        for (int count = 0; count < 3; count++)
        {
            held.Add(await Open(engine));
            await held[^1].SendAsync("GET /_ping HTTP/1.1\r\nHost: d\r\n\r\n"u8.ToArray());
            Assert.StartsWith("HTTP/1.1 200", await Some(held[^1]), StringComparison.Ordinal);
        }

        using (var more = await Open(engine))
        {
            await more.SendAsync("GET /_ping HTTP/1.1\r\nHost: d\r\n\r\n"u8.ToArray());
            string refusal = await All(more).WaitAsync(TimeSpan.FromSeconds(10));
            Assert.StartsWith("HTTP/1.1 503", refusal, StringComparison.Ordinal);
            Assert.Contains("too many clients are connected", refusal);
        }

        held[0].Dispose();
        await Until.True("there is room again", async () =>
        {
            using var next = await Open(engine);
            await next.SendAsync("GET /_ping HTTP/1.1\r\nHost: d\r\n\r\n"u8.ToArray());
            return (await Some(next)).StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
        });
        held.ForEach(socket => socket.Dispose());
    }

    private static Task Assault(Engine engine, int seed, int count, HttpClient http) => Task.WhenAll(Enumerable.Range(0, 8).Select(async lane =>
    {
        var requests = new HostileRequests(seed * 100 + lane);
        for (int number = 0; number < count / 8; number++)
        {
            using var socket = await Open(engine);
            try
            {
                await socket.SendAsync(requests.Next());
                // Some wait for an answer, some leave at once.
                if (number % 3 == 0)
                {
                    socket.Shutdown(SocketShutdown.Send);
                    await All(socket).WaitAsync(TimeSpan.FromSeconds(40));
                }
            }
            catch (SocketException)
            {
                // It was shown the door.
            }

            if (number % 500 == 0) Assert.Equal("OK", await http.GetStringAsync(new Uri("http://docker/_ping")).WaitAsync(TimeSpan.FromSeconds(10)));
        }
    }));

    private static async Task<Socket> Open(Engine engine)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(engine.DockerSocket));
        return socket;
    }

    private static async Task<string> Some(Socket socket)
    {
        byte[] buffer = new byte[4096];
        return Encoding.Latin1.GetString(buffer, 0, await socket.ReceiveAsync(buffer));
    }

    private static async Task<string> All(Socket socket)
    {
        var text = new StringBuilder();
        while (await Some(socket) is { Length: > 0 } part) text.Append(part);
        return text.ToString();
    }

    /// <summary>Kilobytes.</summary>
    private static long Resident(int pid) => long.Parse(File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);

    private static int Sockets(int pid) => Directory.GetFiles($"/proc/{pid}/fd").Count(file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);
}
