using ActorEngine.Gateway.Hosting;

namespace ActorEngine.Gateway.Tests.Hosting;

public sealed class GatewayOptionsTests
{
    [Fact]
    public void Sockets_are_made_or_inherited()
    {
        Assert.Equal("/run/x.sock", GatewayOptions.Parse(["--listen", "unix:///run/x.sock"]).SocketPath);
        var options = GatewayOptions.Parse(["--engine", "unix:///run/e.sock", "--listen", "fd:3", "--listen-tls", "fd:4"]);
        Assert.Equal((3, 4, "/run/e.sock"), (options.ListeningDescriptor, options.TlsDescriptor, options.Engine.SocketPath));
    }

    [Theory]
    [InlineData("--listen")]
    [InlineData("--listen", "tcp://0.0.0.0:2375")]
    [InlineData("--listen", "fd:1")]
    [InlineData("--listen-tls", "127.0.0.1:2376")]
    [InlineData("--other", "x")]
    [InlineData("--engine", "unix:///run/e.sock")]
    public void What_cannot_be_is_refused(params string[] arguments) => Assert.Throws<FormatException>(() => GatewayOptions.Parse(arguments));
}
