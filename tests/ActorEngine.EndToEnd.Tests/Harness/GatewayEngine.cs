using System.Net.Sockets;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>One engine that Docker clients talk to, for the tests of a class that do not harm it.</summary>
public sealed class GatewayEngine : IAsyncLifetime
{
    internal Engine Engine { get; private set; } = null!;

    /// <summary>The newest docker command line.</summary>
    internal DockerCommand Docker => For(DockerCommand.Newest);

    /// <summary>Requests without a client's own ideas; the host of addresses does not matter: <c>http://docker/containers/json</c>.</summary>
    internal HttpClient Http { get; private set; } = null!;

    /// <summary>A docker command line, of <see cref="DockerCommand.Programs"/>.</summary>
    internal DockerCommand For(string program) => new("unix://" + Engine.DockerSocket, program, Engine.Folder);

    public async Task InitializeAsync()
    {
        Engine = await Engine.StartNew();
        Http = Connect(Engine.DockerSocket);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Engine.DisposeAsync();
    }

    /// <summary>HTTP over a Unix socket.</summary>
    internal static HttpClient Connect(string path) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });
}
