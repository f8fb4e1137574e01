using ActorEngine.Transport;

namespace ActorEngine.Daemon.Tests.Configuration;

public sealed class GatewaySettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Docker_clients_of_this_machine_are_served_and_of_the_network_not()
    {
        var settings = Load("");

        Assert.True(settings.Enabled);
        Assert.False(settings.Tcp.Enabled);
        Assert.Equal(Path.Combine(folder.Path, "run", "docker.sock"), settings.Socket);
        Assert.EndsWith("actor-gateway", settings.Program, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificates_are_those_of_remote_unless_others_are_named()
    {
        string own = folder.File("own.pem", ""), other = folder.File("other.pem", "");
        var settings = Load($"tcp {{ enabled = on, certificate = \"{other}\" }}", $"certificate = \"{own}\", key = \"{own}\", authorities = \"{own}\"");

        Assert.Equal((other, own, own), (settings.Tcp.Certificate, settings.Tcp.Key, settings.Tcp.Authorities));
    }

    [Theory]
    [InlineData("tcp.enabled = on", "gateway.tcp.certificate")]
    [InlineData("socket = \"docker.sock\"", "gateway.socket")]
    [InlineData("connections = 0", "gateway.connections")]
    [InlineData("authorization-plugins = [\"../x\"]", "gateway.authorization-plugins")]
    [InlineData("tcp.tls = off", "gateway.tcp.tls")]
    public void What_is_wrong_is_named(string hocon, string named) =>
        Assert.Contains(named, Assert.Throws<StartException>(() => Load(hocon)).Message, StringComparison.Ordinal);

    private GatewaySettings Load(string hocon, string remote = "")
    {
        string etc = Directory.CreateDirectory(Path.Combine(folder.Path, "etc")).FullName;
        File.WriteAllText(Path.Combine(etc, "a.hocon"), $"actorengine {{\n gateway {{ {hocon} }}\n remote {{ {remote} }}\n}}\n");
        return EngineSettingsReader.Load(new EngineOptions(folder.Path, Path.Combine(folder.Path, "run"), etc, new EngineEndpoint("/s"))).Settings.Gateway;
    }
}
