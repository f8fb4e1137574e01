using Akka.Actor;

namespace ActorEngine.Kernel.Remote.Tests.KernelOnly;

/// <summary>Published systems let a watch through; the documentation of untrusted mode says that it is dropped.</summary>
public sealed class UntrustedWatchTests
{
    [Fact]
    public async Task A_watch_from_a_client_is_dropped()
    {
        var client = Node.Start("Client");
        var server = Node.Start("Server", "akka.remote { untrusted-mode = on, trusted-selection-paths = [\"/user/echo\"] }");
        try
        {
            server.Echo("echo");
            var echo = (await client.Select(server, "user/echo").Ask<ActorIdentity>(new Identify(1), TimeSpan.FromSeconds(10))).Subject;
            client.Watch(echo);
            Assert.Equal("settled", await echo.Ask<string>("settled", TimeSpan.FromSeconds(10)));
            echo.Tell("stop");
            await client.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(300));
        }
        finally
        {
            await client.Stop();
            await server.Stop();
        }
    }
}
