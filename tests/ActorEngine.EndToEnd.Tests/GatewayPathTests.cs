using System.Net.Sockets;
using System.Text;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Paths as they are sent, before any client library tidies them up.</summary>
public sealed class GatewayPathTests(GatewayEngine gateway) : IClassFixture<GatewayEngine>
{
    [Theory]
    [InlineData("/containers/%2e%2e/json", 400)]
    [InlineData("/containers/../containers/json", 400)]
    [InlineData("/containers/a%00b/json", 400)]
    [InlineData("/v1.53/version", 400)]
    [InlineData("/v1.23/version", 400)]
    [InlineData("/v1.x/version", 400)]
    [InlineData("//v1.44//version", 200)]
    [InlineData("http://docker/v1.44/version", 200)]
    [InlineData("/v1.44/containers/..%2f..%2fetc/json", 404)]
    [InlineData("/v1.44/containers/no%2fsuch/json", 404)]
    public async Task Tricks_name_nothing(string path, int status)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(gateway.Engine.DockerSocket));
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n"));
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        Assert.StartsWith($"HTTP/1.1 {status}", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }
}
