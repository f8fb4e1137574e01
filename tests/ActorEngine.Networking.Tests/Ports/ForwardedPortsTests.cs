using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ActorEngine.Contracts;

namespace ActorEngine.Networking.Tests.Ports;

/// <summary>Ports through the control socket of slirp4netns, which a server of the test's own plays.</summary>
public sealed class ForwardedPortsTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"slirp-{Guid.NewGuid():n}.sock");
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Dictionary<int, JsonObject> forwards = [];
    private readonly ForwardedPorts ports;

    /// <summary>A port of another program of the host.</summary>
    private int elsewhere = 22;

    public ForwardedPortsTests()
    {
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        ports = new ForwardedPorts(new SlirpSocket(path));
        _ = ServeAsync();
    }

    public void Dispose()
    {
        listener.Dispose();
        File.Delete(path);
    }

    [Fact]
    public void A_port_is_forwarded_once_and_given_back()
    {
        PublishedPort port = Port("0.0.0.0", 8080);
        Assert.True(ports.Take(port));
        Assert.True(ports.Take(port));
        JsonObject forward = Assert.Single(forwards.Values);
        Assert.Equal("{\"proto\":\"tcp\",\"host_addr\":\"0.0.0.0\",\"host_port\":8080,\"guest_port\":8080}", forward.ToJsonString());
        ports.Release(port);
        ports.Release(port);
        Assert.Empty(forwards);
    }

    [Fact]
    public void What_the_daemon_before_forwarded_is_taken_over()
    {
        Assert.True(ports.Take(Port("127.0.0.1", 8080)));
        var next = new ForwardedPorts(new SlirpSocket(path));
        Assert.True(next.Take(Port("127.0.0.1", 8080)));
        next.Release(Port("127.0.0.1", 8080));
        Assert.Empty(forwards);
    }

    [Fact]
    public void A_forward_that_no_container_has_is_closed()
    {
        Assert.True(ports.Take(Port("0.0.0.0", 8080)));
        Assert.True(ports.Take(Port("127.0.0.1", 8081)));
        var next = new ForwardedPorts(new SlirpSocket(path));
        Assert.True(next.Keep(Port("127.0.0.1", 8081)));
        Assert.Equal("Port 0.0.0.0:8080/tcp was still open, though no container has it; it is closed.", Assert.Single(next.Check()));
        Assert.Equal(8081, (int)Assert.Single(forwards.Values)["host_port"]!);
        Assert.Empty(next.Check());
    }

    [Fact]
    public void A_forwarder_that_begins_again_gets_all_ports_again()
    {
        Assert.True(ports.Take(Port("0.0.0.0", 8080)));
        forwards.Clear();
        Assert.Equal("Port 0.0.0.0:8080/tcp was not open; it is again.", Assert.Single(ports.Check()));
        Assert.Single(forwards);
        ports.Release(Port("0.0.0.0", 8080));
        Assert.Empty(forwards);
        Assert.Empty(ports.Check());
        Assert.Empty(forwards);
    }

    [Fact]
    public void The_port_of_a_running_container_opens_as_soon_as_another_program_lets_go_of_it()
    {
        Assert.False(ports.Keep(Port("0.0.0.0", 22)));
        Assert.Empty(ports.Check());
        elsewhere = 0;
        Assert.Equal("Port 0.0.0.0:22/tcp was not open; it is again.", Assert.Single(ports.Check()));
        Assert.Single(forwards);
    }

    [Fact]
    public void A_forwarder_that_is_gone_is_told_once()
    {
        Assert.True(ports.Take(Port("0.0.0.0", 8080)));
        listener.Dispose();
        Assert.StartsWith("slirp4netns does not answer, so published ports are closed until it does", Assert.Single(ports.Check()), StringComparison.Ordinal);
        Assert.Empty(ports.Check());
        ports.Release(Port("0.0.0.0", 8080));
    }

    [Fact]
    public void A_port_that_another_program_of_the_host_has_is_refused() => Assert.False(ports.Take(Port("0.0.0.0", 22)));

    [Fact]
    public void Without_the_forwarder_no_port_is_to_be_had()
    {
        listener.Dispose();
        Assert.False(ports.Take(Port("0.0.0.0", 8080)));
    }

    [Fact]
    public void Ports_of_IPv6_stay_inside()
    {
        Assert.True(ports.Take(Port("::", 8080)));
        Assert.Empty(forwards);
    }

    [Fact]
    public void Inside_a_port_comes_to_any_address()
    {
        var network = new NetworkRecord { Id = new NetworkId("n"), Name = "n", Bridge = "ae12345-n", Subnet = "10.0.0.0/24", Gateway = "10.0.0.1" };
        var to = new Endpoint(network.Id, "eth0", "av12345-n", "10.0.0.2", "02:00:00:00:00:02");
        const string Id = "0123456789abcdef";
        Assert.Equal("open", Assert.Single(PortElements.Of(new EngineTag(Id, isInside: true), Port("127.0.0.1", 8080), to, network)).Set);
        Assert.Equal("bound", Assert.Single(PortElements.Of(new EngineTag(Id), Port("127.0.0.1", 8080), to, network)).Set);
    }

    private static PublishedPort Port(string address, int port) => new(address, port, 80, "tcp");

    private async Task ServeAsync()
    {
        while (true)
        {
            using Socket client = await listener.AcceptAsync();
            byte[] buffer = new byte[4096];
            int count = 0;
            for (int read; (read = await client.ReceiveAsync(buffer.AsMemory(count))) > 0;) count += read;
            JsonNode answer = Answer(JsonNode.Parse(buffer.AsSpan(0, count))!);
            await client.SendAsync(Encoding.UTF8.GetBytes(answer.ToJsonString()));
        }
    }

    private JsonObject Answer(JsonNode question)
    {
        var arguments = question["arguments"] as JsonObject;
        switch ((string)question["execute"]!)
        {
            case "add_hostfwd" when (int)arguments!["host_port"]! == elsewhere || forwards.Values.Any(forward => JsonNode.DeepEquals(forward, arguments)):
                return new JsonObject { ["error"] = new JsonObject { ["desc"] = "bad request: add_hostfwd: slirp_add_hostfwd failed" } };
            case "add_hostfwd":
                int id = forwards.Count + 1;
                forwards[id] = (JsonObject)arguments!.DeepClone();
                return new JsonObject { ["return"] = new JsonObject { ["id"] = id } };
            case "remove_hostfwd":
                forwards.Remove((int)arguments!["id"]!);
                return new JsonObject { ["return"] = new JsonObject() };
            default:
                var entries = new JsonArray([.. forwards.Select(forward => new JsonObject { ["id"] = forward.Key, ["proto"] = (string)forward.Value["proto"]!, ["host_addr"] = (string)forward.Value["host_addr"]!, ["host_port"] = (int)forward.Value["host_port"]! })]);
                return new JsonObject { ["return"] = new JsonObject { ["entries"] = entries } };
        }
    }
}
