using System.Net;
using System.Net.Sockets;
using ActorEngine.Contracts;

namespace ActorEngine.Client.Tests.Remote;

/// <summary>Connections that break while TLS is being agreed upon, as those to an engine that is just being killed do.</summary>
public sealed class BrokenHandshakeTests : RemoteKit
{
    [Fact]
    public async Task A_client_goes_on_and_finds_its_engine()
    {
        using var broken = new Broken();
        var certificate = Authority.Issue("CN=admin");
        await using var engine = ContainerEngine.Connect(StartSystem(certificate, "akka.remote.retry-gate-closed-for = 50 ms"), Address(broken.Port), new EngineClientOptions { Certificate = certificate });

        await broken.HasBroken(3);
        broken.Dispose();
        await StartEngineAsync("a", port: broken.Port);

        Assert.Equal(Environment.ProcessId, (await engine.InfoAsync()).Pid);
    }

    [Fact]
    public async Task An_engine_goes_on_and_finds_its_node()
    {
        using var broken = new Broken();
        var (_, address) = await StartEngineAsync("a", $"nodes {{ b {{ address = \"{Address(broken.Port)}\", subject = \"CN=b\" }} }}");

        await broken.HasBroken(3);
        broken.Dispose();
        await StartEngineAsync("b", port: broken.Port);

        var certificate = Authority.Issue("CN=admin");
        await using var engine = ContainerEngine.Connect(StartSystem(certificate), address, new EngineClientOptions { Certificate = certificate });
        await engine.InfoAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await engine.Link.AskAsync<NodeList>(new ListNodes(), limit.Token)).Nodes.Single().State != NodeState.Reachable) await Task.Yield();
    }

    /// <summary>Takes connections and ends them without a word.</summary>
    private sealed class Broken : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly SemaphoreSlim ended = new(0);

        public Broken()
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
            _ = EndAll();
        }

        public int Port { get; }

        public async Task HasBroken(int times)
        {
            for (; times > 0; times--) Assert.True(await ended.WaitAsync(TimeSpan.FromSeconds(60)), "nobody tried again");
        }

        public void Dispose() => listener.Stop();

        private async Task EndAll()
        {
            try
            {
                while (true)
                {
                    using (await listener.AcceptSocketAsync()) ended.Release();
                }
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The engine takes the port.
            }
        }
    }
}
