using System.Net;
using System.Net.Sockets;

namespace ActorEngine.Dns.Tests;

public sealed class ServerTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("dns-").FullName;
    private readonly Socket datagrams, streams;
    private readonly Task serving;

    public ServerTests()
    {
        File.WriteAllText(ZonePath, "front\topen\t127.0.0.1\t-\tweb\tc1\n");
        (datagrams, streams) = DnsServer.Bind(0)!.Value;
        var server = new DnsServer(new ZoneFile(ZonePath), datagrams, streams);
        serving = Task.WhenAll(server.DatagramsAsync(), server.StreamsAsync());
    }

    private string ZonePath => Path.Combine(directory, "zone");

    private IPEndPoint Place => new(IPAddress.Loopback, ((IPEndPoint)datagrams.LocalEndPoint!).Port);

    public void Dispose()
    {
        datagrams.Dispose();
        streams.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Names_are_answered_by_udp_and_tcp()
    {
        byte[] query = QueryBytes.Of("web");
        Assert.Equal(["127.0.0.1"], QueryBytes.Addresses(query, await Ask(query)));
        using var client = new TcpClient();
        await client.ConnectAsync(Place);
        for (int i = 0; i < 2; i++)
        {
            await Forwarder.WriteAsync(client.GetStream(), query, CancellationToken.None);
            Assert.Equal(["127.0.0.1"], QueryBytes.Addresses(query, await Forwarder.ReadAsync(client.GetStream(), CancellationToken.None)));
        }
    }

    [Fact]
    public async Task A_name_is_there_with_the_first_question_after_it_was_written()
    {
        byte[] query = QueryBytes.Of("db");
        for (int i = 0; i < 20; i++)
        {
            File.WriteAllText(ZonePath + ".tmp", $"front\topen\t127.0.0.1\t-\tweb\tc1\nfront\topen\t10.0.0.{i}\t-\tdb\tc2\n");
            File.Move(ZonePath + ".tmp", ZonePath, overwrite: true);
            Assert.Equal([$"10.0.0.{i}"], QueryBytes.Addresses(query, await Ask(query)));
        }
    }

    private async Task<byte[]> Ask(byte[] query)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await socket.ConnectAsync(Place, patience.Token);
        await socket.SendAsync(query, patience.Token);
        byte[] buffer = new byte[4096];
        int count = await socket.ReceiveAsync(buffer, patience.Token);
        Assert.False(serving.IsCompleted);
        return buffer[..count];
    }
}
